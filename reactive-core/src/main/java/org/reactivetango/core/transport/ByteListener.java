package org.reactivetango.core.transport;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What happens on one connection; every method is called on its loop. */
public interface ByteListener {
    /** Bytes have arrived, in chunks of any size. The listener owns {@code bytes} and must release it. */
    void received(ByteBuf bytes);

    /** {@link ByteConnection#writable} has changed. */
    void writabilityChanged(boolean writable);

    /** The connection is gone; called once, and nothing is called after it. */
    void closed(@Nullable Throwable cause);
}
