/** TCP: the only package that sees Reactor Netty. Bytes in, batched bytes out; what they mean is decided elsewhere. */
@NullMarked
package org.reactivetango.core.transport;

import org.jspecify.annotations.NullMarked;
