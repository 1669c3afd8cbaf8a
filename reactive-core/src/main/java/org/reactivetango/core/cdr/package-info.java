/** CDR, the byte layout of CORBA: alignment, byte order and bounds over a {@code ByteBuf}; knows nothing of messages. */
@NullMarked
package org.reactivetango.core.cdr;

import org.jspecify.annotations.NullMarked;
