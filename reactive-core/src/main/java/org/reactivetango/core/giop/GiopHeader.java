package org.reactivetango.core.giop;

import io.netty.buffer.ByteBuf;
import org.reactivetango.core.error.TangoProtocolException.Remote;

/**
 * The twelve bytes at the start of every message, read in place. A view that is used again for each message, confined to
 * one thread; take what you need before the call that showed it to you returns.
 */
public final class GiopHeader {
    /** Bytes of every header. */
    public static final int BYTES = 12;

    static final int MAGIC = 'G' << 24 | 'I' << 16 | 'O' << 8 | 'P';
    static final int SIZE_OFFSET = 8;
    static final int LITTLE_ENDIAN = 1;
    private static final int MORE_FRAGMENTS = 2;

    private GiopVersion version = GiopVersion.V1_2;
    private GiopMessageType type = GiopMessageType.MESSAGE_ERROR;
    private boolean littleEndian;
    private boolean moreFragments;
    private long bodyBytes;

    /**
     * Reads the header at {@code index} of {@code in}; no index of {@code in} moves.
     *
     * @throws Remote if this is no GIOP, or of a version or type that is not known
     */
    public void read(ByteBuf in, int index) {
        if (in.getInt(index) != MAGIC) {
            throw new Remote("no GIOP: a message starts with 0x" + Integer.toHexString(in.getInt(index)));
        }
        version = GiopVersion.of(in.getUnsignedByte(index + 4), in.getUnsignedByte(index + 5));
        int flags = in.getUnsignedByte(index + 6);
        if (flags > 1 && !version.hasFragments()) {
            throw new Remote("byte order " + flags + " in a GIOP 1.0 header");
        }
        littleEndian = (flags & LITTLE_ENDIAN) != 0;
        moreFragments = (flags & MORE_FRAGMENTS) != 0;
        type = GiopMessageType.of(in.getUnsignedByte(index + 7));
        bodyBytes = littleEndian ? in.getUnsignedIntLE(index + SIZE_OFFSET) : in.getUnsignedInt(index + SIZE_OFFSET);
    }

    /** Answer a request with the version it came with. */
    public GiopVersion version() {
        return version;
    }

    public GiopMessageType type() {
        return type;
    }

    /** The byte order of everything behind the flags, encapsulations apart. */
    public boolean littleEndian() {
        return littleEndian;
    }

    /** Whether Fragment messages belong to this one; never true for what {@link GiopAssembler} delivers. */
    public boolean moreFragments() {
        return moreFragments;
    }

    /** Bytes behind the header, 0 to 4294967295: a claim. */
    public long bodyBytes() {
        return bodyBytes;
    }

    /** Bytes with the header: a claim. */
    public long messageBytes() {
        return BYTES + bodyBytes;
    }

    /** Becomes the header of a message whose fragments have been put together. */
    void assembled(FragmentedMessages.Unfinished message) {
        version = message.version;
        type = message.type;
        littleEndian = message.littleEndian;
        moreFragments = false;
        bodyBytes = (long) message.bytes.writerIndex() - BYTES;
    }

    @Override
    public String toString() {
        return "GIOP " + version + " " + type + (littleEndian ? " LE " : " BE ") + bodyBytes
                + (moreFragments ? " bytes, more to follow" : " bytes");
    }
}
