/** Tests of devices: a server and a client in one JVM, in virtual time or over loopback. */
@NullMarked
package org.reactivetango.testing;

import org.jspecify.annotations.NullMarked;
