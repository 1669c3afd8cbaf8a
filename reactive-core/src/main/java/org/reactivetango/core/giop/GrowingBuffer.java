package org.reactivetango.core.giop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Contiguous direct memory that grows by doubling with what has arrived, so that moving costs at most one more copy. */
final class GrowingBuffer {
    private static final int FIRST_BYTES = 1024;

    private GrowingBuffer() {}

    /**
     * An empty buffer with room for {@code bytes} that are at hand.
     *
     * @param expectedBytes never more than this is reserved ahead
     * @param maxBytes never more than this is held
     */
    static ByteBuf begin(ByteBufAllocator allocator, int bytes, int expectedBytes, int maxBytes) {
        int reserved = Math.min(expectedBytes, Math.max(FIRST_BYTES, bytes));
        return allocator.directBuffer(Math.max(bytes, reserved), maxBytes);
    }

    /** Makes room for {@code bytes} more that are at hand. */
    static void reserve(ByteBuf buffer, int bytes, int expectedBytes) {
        int needed = buffer.writerIndex() + bytes;
        if (needed > buffer.capacity()) {
            buffer.capacity(Math.max(needed, Math.min(expectedBytes, 2 * buffer.capacity())));
        }
    }
}
