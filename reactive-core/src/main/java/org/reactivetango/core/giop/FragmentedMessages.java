package org.reactivetango.core.giop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.limits.Limits;

/**
 * The messages of one connection of which fragments are still to come. GIOP 1.2 numbers its fragments by request id, and
 * different messages may interleave; GIOP 1.1 does not number them, so one message at a time can be unfinished there.
 *
 * <p>In GIOP 1.2 alignment goes on from one part to the next, in GIOP 1.1 it counts from the header of each part. Parts
 * whose sizes make the two the same are put together; no other are taken, and no peer sends any.
 */
final class FragmentedMessages {
    private static final int REQUEST_ID_BYTES = 4;
    private static final int ALIGNMENT = 8;
    /** What stands for the request id that GIOP 1.1 fragments lack; no request id becomes this long. */
    private static final long UNNUMBERED = -1;

    private final Limits limits;
    private final ByteBufAllocator allocator;
    private final Map<Long, Unfinished> unfinished = new LinkedHashMap<>();
    private long heldBytes;

    /** A message so far. */
    static final class Unfinished {
        final GiopVersion version;
        final GiopMessageType type;
        final boolean littleEndian;
        final long serial;
        final ByteBuf bytes;
        int fragments;

        Unfinished(GiopHeader header, long serial, ByteBuf bytes) {
            this.version = header.version();
            this.type = header.type();
            this.littleEndian = header.littleEndian();
            this.serial = serial;
            this.bytes = bytes;
        }
    }

    FragmentedMessages(Limits limits, ByteBufAllocator allocator) {
        this.limits = limits;
        this.allocator = allocator;
    }

    static boolean concerns(GiopHeader header) {
        return header.moreFragments() || header.type() == GiopMessageType.FRAGMENT;
    }

    /** Refuses a part by its header, before its bytes are waited for. */
    void check(GiopHeader header) {
        boolean first = header.type() != GiopMessageType.FRAGMENT;
        if (first
                ? !header.type().mayBeFragmented(header.version())
                : !header.version().hasFragments()) {
            throw new Remote(header + ": such messages do not come in fragments");
        }
        if (header.messageBytes() < payloadOffset(header)) {
            throw new Remote(header + ": a fragment without its request id");
        }
        int overhang = header.version() == GiopVersion.V1_2 ? 0 : GiopHeader.BYTES % ALIGNMENT;
        if (header.moreFragments() && header.messageBytes() % ALIGNMENT != overhang) {
            throw new Remote(header + ": alignment does not go on behind this part");
        }
        if (!first && unfinished.isEmpty()) {
            throw new Remote(header + ": a fragment of nothing");
        }
        if (first && unfinished.size() >= limits.maxInFlightPerConnection()) {
            throw new Remote(header + ": " + unfinished.size() + " fragmented messages are unfinished already");
        }
        long payload = first ? header.messageBytes() : header.messageBytes() - payloadOffset(header);
        if (heldBytes + payload > limits.maxMessageBytes()) {
            throw new Remote(header + ": fragments of more than " + limits.maxMessageBytes() + " bytes");
        }
    }

    /**
     * Adds a part that has been checked and has arrived whole.
     *
     * @param bytes where the part is, from {@code start}
     * @param own whether {@code bytes} holds nothing else and may be kept; a reference is taken then
     * @return the message if this was its last part, to be released by the caller
     */
    @Nullable
    Unfinished add(GiopHeader header, ByteBuf bytes, int start, boolean own, long serial) {
        long id = id(header, bytes, start);
        if (header.type() == GiopMessageType.FRAGMENT) {
            return addFragment(header, id, bytes, start);
        }
        if (unfinished.containsKey(id)) {
            throw new Remote(header + ": another message with the request id of an unfinished one");
        }
        int size = (int) header.messageBytes();
        heldBytes += size;
        unfinished.put(id, new Unfinished(header, serial, own ? bytes.retain() : copy(bytes, start, size)));
        return null;
    }

    /** Forgets a request that was cancelled before its last fragment: no more of it will follow. */
    void cancel(GiopHeader header, ByteBuf bytes, int start) {
        if (header.bodyBytes() < REQUEST_ID_BYTES) {
            return;
        }
        Unfinished cancelled = unfinished.remove(requestId(header, bytes, start));
        if (cancelled != null) {
            forget(cancelled);
        }
    }

    /** The oldest message's serial number, 0 if there is none. */
    long oldestSerial() {
        return unfinished.isEmpty() ? 0 : unfinished.values().iterator().next().serial;
    }

    void release() {
        unfinished.values().forEach(this::forget);
        unfinished.clear();
    }

    private @Nullable Unfinished addFragment(GiopHeader header, long id, ByteBuf bytes, int start) {
        Unfinished message = unfinished.get(id);
        if (message == null) {
            throw new Remote(header + ": a fragment of nothing");
        }
        if (message.version != header.version() || message.littleEndian != header.littleEndian()) {
            throw new Remote(header + ": a fragment unlike its first part");
        }
        if (++message.fragments > limits.maxFragments()) {
            throw new Remote(header + ": more than " + limits.maxFragments() + " fragments");
        }
        int offset = payloadOffset(header);
        int payload = (int) header.messageBytes() - offset;
        GrowingBuffer.reserve(message.bytes, payload, limits.maxMessageBytes());
        message.bytes.writeBytes(bytes, start + offset, payload);
        heldBytes += payload;
        if (header.moreFragments()) {
            return null;
        }
        unfinished.remove(id);
        heldBytes -= message.bytes.writerIndex();
        return message;
    }

    private ByteBuf copy(ByteBuf bytes, int start, int size) {
        return GrowingBuffer.begin(allocator, size, limits.maxMessageBytes(), limits.maxMessageBytes())
                .writeBytes(bytes, start, size);
    }

    private void forget(Unfinished message) {
        heldBytes -= message.bytes.writerIndex();
        message.bytes.release();
    }

    private static int payloadOffset(GiopHeader header) {
        return GiopHeader.BYTES + (header.version() == GiopVersion.V1_2 ? REQUEST_ID_BYTES : 0);
    }

    private static long id(GiopHeader header, ByteBuf bytes, int start) {
        return header.version() == GiopVersion.V1_2 ? requestId(header, bytes, start) : UNNUMBERED;
    }

    private static long requestId(GiopHeader header, ByteBuf bytes, int start) {
        int index = start + GiopHeader.BYTES;
        return header.littleEndian() ? bytes.getUnsignedIntLE(index) : bytes.getUnsignedInt(index);
    }
}
