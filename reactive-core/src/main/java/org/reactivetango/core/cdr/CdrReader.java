package org.reactivetango.core.cdr;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.reactivetango.core.error.TangoProtocolException.Remote;

/**
 * Reads CDR values in place. Alignment counts from an origin: the GIOP header of the message, or the first octet of an
 * encapsulation. Every length is compared with the bytes present before anything is allocated for it; whatever does not
 * fit is a {@link Remote} error.
 *
 * <p>The reader owns nothing: the buffer must outlive it. One reader may be {@link #wrap wrapped} around many messages,
 * one after the other; it is confined to the thread that uses it.
 */
public final class CdrReader {
    /** Arrays up to this many elements are read one by one; above, in bulk through a NIO view. */
    private static final int BULK_ELEMENTS = 16;

    private static final int LARGEST_ALIGNMENT = 8;
    private static final int SCRATCH_BYTES = 256;

    private final int maxNesting;
    private final int depth;
    private byte[] scratch = EMPTY;
    private ByteBuf in = Unpooled.EMPTY_BUFFER;
    private int origin;
    private int position;
    private int end;
    private boolean littleEndian;
    private CodeSet codeSet = CodeSet.LATIN_1;

    private static final byte[] EMPTY = {};

    /** A reader of nothing, to be wrapped around messages; encapsulations may nest {@code maxNesting} deep. */
    public CdrReader(int maxNesting) {
        this(maxNesting, 0);
    }

    private CdrReader(int maxNesting, int depth) {
        this.maxNesting = maxNesting;
        this.depth = depth;
    }

    /**
     * Starts over on {@code in}.
     *
     * @param origin index that counts as 0 for alignment
     * @param position index of the first byte to read
     * @param end index behind the last byte
     */
    public CdrReader wrap(ByteBuf in, int origin, int position, int end, boolean littleEndian, CodeSet codeSet) {
        if (position < origin || end < position || end > in.writerIndex()) {
            throw new IllegalArgumentException(
                    "no window [" + position + ", " + end + ") from " + origin + " in " + in.writerIndex() + " bytes");
        }
        this.in = in;
        this.origin = origin;
        this.position = position;
        this.end = end;
        this.littleEndian = littleEndian;
        this.codeSet = codeSet;
        return this;
    }

    /** A reader over the readable bytes of {@code in}, alignment counted from the first of them, strings in Latin-1. */
    public static CdrReader over(ByteBuf in, boolean littleEndian, int maxNesting) {
        return new CdrReader(maxNesting)
                .wrap(in, in.readerIndex(), in.readerIndex(), in.writerIndex(), littleEndian, CodeSet.LATIN_1);
    }

    /**
     * A reader of a copy, for who reads on when this buffer is gone: it stands where this one stands, and can go back to
     * {@code from}. The caller owns its {@link #buffer}.
     *
     * @param from index of the first byte to copy, at most the position
     */
    public CdrReader copyFrom(int from, ByteBufAllocator allocator) {
        int start = from - copiedIndex(from);
        ByteBuf copy = allocator.directBuffer(end - start).writeBytes(in, start, end - start);
        return new CdrReader(maxNesting).wrap(copy, 0, position - start, end - start, littleEndian, codeSet);
    }

    /** Where the byte at {@code from} is in the copy that begins with it: as far behind a boundary as here. */
    public int copiedIndex(int from) {
        return (from - origin) & (LARGEST_ALIGNMENT - 1);
    }

    /** The buffer underneath, for lookups by bytes in place. */
    public ByteBuf buffer() {
        return in;
    }

    /** Index in {@link #buffer()} of the next byte. */
    public int position() {
        return position;
    }

    public boolean littleEndian() {
        return littleEndian;
    }

    /** How strings are decoded. */
    public CodeSet codeSet() {
        return codeSet;
    }

    /** Changes how the strings from here on are decoded. */
    public void codeSet(CodeSet codeSet) {
        this.codeSet = codeSet;
    }

    /** Bytes left. */
    public int remaining() {
        return end - position;
    }

    /** Skips to a multiple of {@code size} (a power of two) from the origin. What is skipped is garbage by rule. */
    public void align(int size) {
        int gap = -(position - origin) & (size - 1);
        if (gap > end - position) {
            throw Remote.badLength(gap, remaining());
        }
        position += gap;
    }

    /**
     * Skips to a multiple of {@code size} from the origin, or to the end where that comes first: for the gap before a body
     * that may not be there.
     */
    public void alignOrEnd(int size) {
        position += Math.min(-(position - origin) & (size - 1), end - position);
    }

    /** Goes back to a {@link #position} this reader has had, to read again from there. */
    public void rewind(int position) {
        if (position > this.position || position < origin) {
            throw new IllegalArgumentException("cannot go back from " + this.position + " to " + position);
        }
        this.position = position;
    }

    /** Skips {@code bytes} bytes and returns the index of the first of them. */
    public int skip(int bytes) {
        return claim(bytes);
    }

    public int readOctet() {
        return in.getUnsignedByte(claim(1));
    }

    public boolean readBoolean() {
        int octet = readOctet();
        if (octet > 1) {
            throw new Remote("boolean of value " + octet);
        }
        return octet == 1;
    }

    public short readShort() {
        int index = claimAligned(2);
        return littleEndian ? in.getShortLE(index) : in.getShort(index);
    }

    public int readUShort() {
        return readShort() & 0xffff;
    }

    /** A CORBA {@code long}: 32 bits. */
    public int readLong() {
        int index = claimAligned(4);
        return littleEndian ? in.getIntLE(index) : in.getInt(index);
    }

    public long readULong() {
        return readLong() & 0xffffffffL;
    }

    public long readLongLong() {
        int index = claimAligned(8);
        return littleEndian ? in.getLongLE(index) : in.getLong(index);
    }

    public float readFloat() {
        return Float.intBitsToFloat(readLong());
    }

    public double readDouble() {
        return Double.longBitsToDouble(readLongLong());
    }

    /** The ordinal of an enum with {@code constants} constants. */
    public int readEnum(int constants) {
        long ordinal = readULong();
        if (ordinal >= constants) {
            throw Remote.badEnum(ordinal, constants);
        }
        return (int) ordinal;
    }

    /** The constant of an enum whose ordinals are those of the wire; pass {@code values()} kept in a constant. */
    public <E extends Enum<E>> E readEnum(E[] constants) {
        return constants[readEnum(constants.length)];
    }

    /** A string in the code set of this reader. */
    public String readString() {
        int length = readStringLength();
        int index = claim(length);
        int characters = length - 1;
        if (in.getByte(index + characters) != 0) {
            throw new Remote("string of " + length + " bytes without its NUL");
        }
        if (characters == 0) {
            return "";
        }
        byte[] bytes = scratchFor(characters);
        in.getBytes(index, bytes, 0, characters);
        return new String(bytes, 0, characters, codeSet.charset());
    }

    /**
     * Passes over a string and returns its number of characters without the NUL; they start at
     * {@code position() - result - 1}. For names that are looked up by their bytes in place.
     */
    public int skipString() {
        int length = readStringLength();
        int index = claim(length);
        if (in.getByte(index + length - 1) != 0) {
            throw new Remote("string of " + length + " bytes without its NUL");
        }
        return length - 1;
    }

    /**
     * The count of a sequence whose elements take at least {@code minBytesPerElement} bytes each: a claim, compared with
     * the bytes that are left.
     */
    public int readSequenceLength(int minBytesPerElement) {
        long count = readULong();
        if (count * minBytesPerElement > remaining()) {
            throw Remote.badLength(count * minBytesPerElement, remaining());
        }
        return (int) count;
    }

    /** A {@code sequence<octet>}. */
    public byte[] readOctets() {
        int count = readSequenceLength(1);
        return readOctetArray(count);
    }

    /** Exactly {@code count} octets. */
    public byte[] readOctetArray(int count) {
        int index = claim(count);
        byte[] octets = new byte[count];
        in.getBytes(index, octets);
        return octets;
    }

    public boolean[] readBooleans() {
        return readBooleanElements(readSequenceLength(1));
    }

    public boolean[] readBooleanElements(int count) {
        checkFits(1, count);
        boolean[] values = new boolean[count];
        for (int i = 0; i < count; i++) {
            values[i] = readBoolean();
        }
        return values;
    }

    public short[] readShorts() {
        return readShortElements(readSequenceLength(2));
    }

    public short[] readShortElements(int count) {
        checkFits(2, count);
        short[] values = new short[count];
        if (count > BULK_ELEMENTS) {
            bulk(2, count, (view, first, many) -> view.asShortBuffer().get(values, first, many));
        } else {
            for (int i = 0; i < count; i++) {
                values[i] = readShort();
            }
        }
        return values;
    }

    /** A sequence of unsigned shorts, widened. */
    public int[] readUShorts() {
        return readUShortElements(readSequenceLength(2));
    }

    public int[] readUShortElements(int count) {
        checkFits(2, count);
        int[] values = new int[count];
        if (count > 0) {
            bulk(2, count, (view, first, many) -> {
                for (int i = 0; i < many; i++) {
                    values[first + i] = view.getShort(2 * i) & 0xffff;
                }
            });
        }
        return values;
    }

    /** A sequence of CORBA {@code long}: 32 bits each. */
    public int[] readLongs() {
        return readLongElements(readSequenceLength(4));
    }

    public int[] readLongElements(int count) {
        checkFits(4, count);
        int[] values = new int[count];
        if (count > BULK_ELEMENTS) {
            bulk(4, count, (view, first, many) -> view.asIntBuffer().get(values, first, many));
        } else {
            for (int i = 0; i < count; i++) {
                values[i] = readLong();
            }
        }
        return values;
    }

    /** A sequence of unsigned 32-bit values, widened. */
    public long[] readULongs() {
        return readULongElements(readSequenceLength(4));
    }

    public long[] readULongElements(int count) {
        checkFits(4, count);
        long[] values = new long[count];
        if (count > 0) {
            bulk(4, count, (view, first, many) -> {
                for (int i = 0; i < many; i++) {
                    values[first + i] = view.getInt(4 * i) & 0xffffffffL;
                }
            });
        }
        return values;
    }

    /** A sequence of 64-bit values, signed or unsigned: the bits are the same. */
    public long[] readLongLongs() {
        return readLongLongElements(readSequenceLength(8));
    }

    public long[] readLongLongElements(int count) {
        checkFits(8, count);
        long[] values = new long[count];
        if (count > BULK_ELEMENTS) {
            bulk(8, count, (view, first, many) -> view.asLongBuffer().get(values, first, many));
        } else {
            for (int i = 0; i < count; i++) {
                values[i] = readLongLong();
            }
        }
        return values;
    }

    public float[] readFloats() {
        return readFloatElements(readSequenceLength(4));
    }

    public float[] readFloatElements(int count) {
        checkFits(4, count);
        float[] values = new float[count];
        if (count > BULK_ELEMENTS) {
            bulk(4, count, (view, first, many) -> view.asFloatBuffer().get(values, first, many));
        } else {
            for (int i = 0; i < count; i++) {
                values[i] = readFloat();
            }
        }
        return values;
    }

    public double[] readDoubles() {
        return readDoubleElements(readSequenceLength(8));
    }

    public double[] readDoubleElements(int count) {
        checkFits(8, count);
        double[] values = new double[count];
        if (count > BULK_ELEMENTS) {
            bulk(8, count, (view, first, many) -> view.asDoubleBuffer().get(values, first, many));
        } else {
            for (int i = 0; i < count; i++) {
                values[i] = readDouble();
            }
        }
        return values;
    }

    public String[] readStrings() {
        int count = readSequenceLength(5);
        String[] values = new String[count];
        for (int i = 0; i < count; i++) {
            values[i] = readString();
        }
        return values;
    }

    /** A sequence of structures that take at least {@code minBytesPerElement} bytes each. */
    public <T> List<T> readSequence(CdrCodec<T> element) {
        int count = readSequenceLength(element.minBytes());
        if (count == 0) {
            return List.of();
        }
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(element.decode(this));
        }
        return values;
    }

    /**
     * Enters an encapsulation: its length, its own byte order, its own alignment. The reader returned covers exactly its
     * octets; this one goes on behind it.
     */
    public CdrReader readEncapsulation() {
        int length = readSequenceLength(1);
        int start = claim(length);
        if (length == 0) {
            throw new Remote("encapsulation without a byte order");
        }
        int order = in.getUnsignedByte(start);
        if (order > 1) {
            throw new Remote("encapsulation with byte order " + order);
        }
        return deeper().wrap(in, start, start + 1, start + length, order == 1, codeSet);
    }

    /** A reader one nesting level further in, refused beyond the bound; for encapsulations and recursive structures. */
    private CdrReader deeper() {
        if (depth >= maxNesting) {
            throw new Remote("nested deeper than " + maxNesting);
        }
        return new CdrReader(maxNesting, depth + 1);
    }

    /** The deepest nesting this reader allows below it. */
    public int nestingLeft() {
        return maxNesting - depth;
    }

    /** Compares a count with the bytes that are left, before anything is allocated for it. */
    private void checkFits(int size, int count) {
        long bytes = (long) size * count;
        if (count < 0 || bytes > remaining()) {
            throw Remote.badLength(bytes, remaining());
        }
    }

    private int readStringLength() {
        int length = readSequenceLength(1);
        if (length == 0) {
            throw new Remote("string of length 0, which has no room for its NUL");
        }
        return length;
    }

    private byte[] scratchFor(int bytes) {
        if (bytes > SCRATCH_BYTES) {
            return new byte[bytes];
        }
        if (scratch.length == 0) {
            scratch = new byte[SCRATCH_BYTES];
        }
        return scratch;
    }

    /** Takes {@code count} elements from a view in the byte order of the message and stores them from {@code first} on. */
    private interface Elements {
        void take(ByteBuffer view, int first, int count);
    }

    private void bulk(int size, int count, Elements into) {
        int index = claimAligned(size, count);
        if (in instanceof CompositeByteBuf parts) {
            bulk(parts, index, size, count, into);
        } else {
            into.take(view(in, index, size * count), 0, count);
        }
    }

    /** From each part what lies in it whole, without moving the parts together; what lies in two parts, by itself. */
    private void bulk(CompositeByteBuf parts, int start, int size, int count, Elements into) {
        int taken = 0;
        while (taken < count) {
            int index = start + taken * size;
            int number = parts.toComponentIndex(index);
            int offset = index - parts.toByteIndex(number);
            ByteBuf part = parts.internalComponent(number);
            int whole = Math.min(count - taken, (part.capacity() - offset) / size);
            if (whole > 0) {
                into.take(view(part, offset, whole * size), taken, whole);
                taken += whole;
            } else {
                into.take(view(parts, index, size), taken, 1);
                taken++;
            }
        }
    }

    private ByteBuffer view(ByteBuf from, int index, int bytes) {
        return from.nioBuffer(index, bytes).order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    private int claimAligned(int size) {
        int index = position + (-(position - origin) & (size - 1));
        if (index > end - size) {
            throw Remote.badLength(size, remaining());
        }
        position = index + size;
        return index;
    }

    private int claimAligned(int size, int count) {
        align(size);
        long bytes = (long) size * count;
        if (bytes > remaining()) {
            throw Remote.badLength(bytes, remaining());
        }
        int index = position;
        position += (int) bytes;
        return index;
    }

    private int claim(int bytes) {
        if (bytes < 0 || bytes > end - position) {
            throw Remote.badLength(bytes & 0xffffffffL, remaining());
        }
        int index = position;
        position += bytes;
        return index;
    }
}
