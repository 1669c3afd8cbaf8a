/** GIOP messages, their byte layout and the rules of a connection; bytes in, messages out, no sockets. */
@NullMarked
package org.reactivetango.core.giop;

import org.jspecify.annotations.NullMarked;
