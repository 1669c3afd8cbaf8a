package org.reactivetango.core.transport;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What happens on one connection; every method is called on its loop. */
public interface ByteListener {
    /** Bytes have arrived, in chunks of any size. The listener owns {@code bytes} and must release it. */
    void received(ByteBuf bytes);

    /**
     * Where the bytes that arrive next are wanted; asked before each of them are read. The transport may put them there,
     * behind the writer index, and hands this buffer to {@link #received} or releases it, before it calls anything else.
     *
     * @return a buffer with room, one reference of which is the transport's; null if any will do
     */
    default @Nullable ByteBuf room() {
        return null;
    }

    /** {@link ByteConnection#writable} has changed. */
    void writabilityChanged(boolean writable);

    /** The connection is gone; called once, and nothing is called after it. */
    void closed(@Nullable Throwable cause);
}
