package org.reactivetango.core.giop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One message that did not arrive whole. A small one is contiguous. A large one, unless it has to be contiguous, is made
 * of parts: none of its bytes is moved again once it is in a part, and most are received straight into one, see
 * {@link #room}. Memory is reserved by doubling with what has arrived, never by what a header claims.
 *
 * <p>Used for one message after the other.
 */
final class GatheredMessage {
    /** No part but the first and the last is smaller. */
    private static final int LEAST_PART_BYTES = 32 << 10;

    private final ByteBufAllocator allocator;
    private final int maxBytes;

    private int wanted;
    private boolean mayBeParts;
    private @Nullable CompositeByteBuf parts;
    private int inParts;
    private @Nullable ByteBuf tail;

    GatheredMessage(ByteBufAllocator allocator, int maxBytes) {
        this.allocator = allocator;
        this.maxBytes = maxBytes;
    }

    /**
     * Begins with what {@code start} has of it, which is less than all.
     *
     * @param messageBytes how many bytes there will be
     * @param contiguous whether they must be in one piece
     */
    void begin(ByteBuf start, int messageBytes, boolean contiguous) {
        wanted = messageBytes;
        mayBeParts = !contiguous && messageBytes > 2 * LEAST_PART_BYTES;
        int bytes = start.readableBytes();
        tail = worthKeeping(start, bytes)
                ? start.readRetainedSlice(bytes)
                : GrowingBuffer.begin(allocator, bytes, messageBytes, maxBytes).writeBytes(start, bytes);
    }

    boolean complete() {
        return inParts + current().writerIndex() == wanted;
    }

    /** Takes what is missing, or as much as there is of it. */
    void add(ByteBuf chunk) {
        for (int bytes = missing(chunk); bytes > 0; bytes = missing(chunk)) {
            ByteBuf last = current();
            if (!last.isWritable() && worthKeeping(chunk, bytes)) {
                nextPart(chunk.readRetainedSlice(bytes));
            } else {
                last = withRoom(bytes);
                last.writeBytes(chunk, Math.min(bytes, last.writableBytes()));
            }
        }
    }

    /**
     * Where the bytes that come next are best put, behind those that are there; it has room for nothing else.
     *
     * @return one more reference to it, for whoever puts them there; null if it is too early to know
     */
    @Nullable
    ByteBuf room() {
        int arrived = inParts + current().writerIndex();
        return mayBeParts && arrived >= LEAST_PART_BYTES
                ? withRoom(Math.min(arrived, wanted - arrived)).retain()
                : null;
    }

    /** Whether that is what {@link #room} returned: what was received into it is here already. */
    @SuppressWarnings("ReferenceEquality") // Equal bytes are not the same place.
    boolean hasRoomIn(ByteBuf bytes) {
        return bytes == tail;
    }

    /** The complete message, to be released by the caller. */
    ByteBuf take() {
        ByteBuf message = current();
        if (parts != null) {
            message = parts.addComponent(true, message);
        }
        forget();
        return message;
    }

    void release() {
        if (tail != null) {
            tail.release();
        }
        if (parts != null) {
            parts.release();
        }
        forget();
    }

    private void forget() {
        tail = null;
        parts = null;
        inParts = 0;
    }

    private ByteBuf current() {
        return Objects.requireNonNull(tail);
    }

    private int missing(ByteBuf chunk) {
        return Math.min(wanted - inParts - current().writerIndex(), chunk.readableBytes());
    }

    /** Whether the bytes may stay where they are: they are many, and little else is kept with them. */
    private boolean worthKeeping(ByteBuf chunk, int bytes) {
        return mayBeParts && bytes >= LEAST_PART_BYTES && bytes >= chunk.capacity() / 2;
    }

    /** The tail with room for at least one byte more; {@code bytes} are at hand, or as many have arrived. */
    private ByteBuf withRoom(int bytes) {
        ByteBuf last = current();
        if (!mayBeParts || (parts == null && last.capacity() < LEAST_PART_BYTES)) {
            GrowingBuffer.reserve(last, bytes, wanted);
        } else if (!last.isWritable()) {
            int arrived = inParts + last.writerIndex();
            int size = Math.min(wanted - arrived, Math.max(bytes, arrived));
            return nextPart(allocator.directBuffer(size, size));
        }
        return last;
    }

    private ByteBuf nextPart(ByteBuf next) {
        ByteBuf full = current();
        inParts += full.writerIndex();
        CompositeByteBuf current = parts;
        if (current == null) {
            current = allocator.compositeDirectBuffer(Integer.MAX_VALUE);
            parts = current;
        }
        tail = next;
        current.addComponent(true, full);
        return next;
    }
}
