package org.reactivetango.core.cdr;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.reactivetango.core.error.TangoProtocolException.Local;

/**
 * Appends CDR values to a buffer. Alignment counts from an origin: where the message, or the encapsulation, begins.
 * Padding is written as zeros. What cannot be written is a {@link Local} error.
 *
 * <p>One writer may be {@link #wrap wrapped} around many messages, one after the other; it is confined to the thread
 * that uses it and owns no buffer.
 */
public final class CdrWriter {
    private static final int BULK_ELEMENTS = 16;

    private ByteBuf out = Unpooled.EMPTY_BUFFER;
    private int origin;
    private boolean littleEndian;
    private CodeSet codeSet = CodeSet.LATIN_1;

    /**
     * Starts a message at the writer index of {@code out}.
     *
     * @param out one piece of memory: a composite buffer would lose large arrays, which are written through a view of it
     */
    public CdrWriter wrap(ByteBuf out, boolean littleEndian, CodeSet codeSet) {
        if (!out.isContiguous()) {
            throw new IllegalArgumentException("cannot write into " + out + ": it is not one piece of memory");
        }
        this.out = out;
        this.origin = out.writerIndex();
        this.littleEndian = littleEndian;
        this.codeSet = codeSet;
        return this;
    }

    /** A writer that starts at the writer index of {@code out}, strings in Latin-1. */
    public static CdrWriter over(ByteBuf out, boolean littleEndian) {
        return new CdrWriter().wrap(out, littleEndian, CodeSet.LATIN_1);
    }

    public ByteBuf buffer() {
        return out;
    }

    public boolean littleEndian() {
        return littleEndian;
    }

    public CodeSet codeSet() {
        return codeSet;
    }

    /** Index in {@link #buffer()} that counts as 0 for alignment: where the message, or the encapsulation, begins. */
    public int origin() {
        return origin;
    }

    /** Bytes written since the origin. */
    public int size() {
        return out.writerIndex() - origin;
    }

    /** Pads with zeros to a multiple of {@code size} (a power of two, at most 8) from the origin. */
    public void align(int size) {
        int gap = -(out.writerIndex() - origin) & (size - 1);
        if (gap != 0) {
            out.writeZero(gap);
        }
    }

    public void writeOctet(int value) {
        out.writeByte(value);
    }

    public void writeBoolean(boolean value) {
        out.writeByte(value ? 1 : 0);
    }

    public void writeShort(int value) {
        align(2);
        if (littleEndian) {
            out.writeShortLE(value);
        } else {
            out.writeShort(value);
        }
    }

    /** A CORBA {@code long}: 32 bits. */
    public void writeLong(int value) {
        align(4);
        if (littleEndian) {
            out.writeIntLE(value);
        } else {
            out.writeInt(value);
        }
    }

    /** The low 32 bits. */
    public void writeULong(long value) {
        writeLong((int) value);
    }

    public void writeLongLong(long value) {
        align(8);
        if (littleEndian) {
            out.writeLongLE(value);
        } else {
            out.writeLong(value);
        }
    }

    public void writeFloat(float value) {
        writeLong(Float.floatToRawIntBits(value));
    }

    public void writeDouble(double value) {
        writeLongLong(Double.doubleToRawLongBits(value));
    }

    /** An enum whose ordinals are those of the wire. */
    public void writeEnum(Enum<?> value) {
        writeLong(value.ordinal());
    }

    /** A string in the code set of this writer; characters that it lacks become {@code ?}. */
    public void writeString(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new Local(
                    "a string with a NUL at " + value.indexOf('\0') + " cannot be sent: CORBA strings end there");
        }
        align(4);
        int lengthIndex = out.writerIndex();
        out.writeZero(4);
        int bytes = out.writeCharSequence(value, codeSet.charset()) + 1;
        out.writeByte(0);
        setLong(lengthIndex, bytes);
    }

    /** A string whose characters are bytes already, none of them NUL: names that are sent again and again. */
    public void writeString(byte[] characters) {
        writeLong(characters.length + 1);
        out.writeBytes(characters);
        out.writeByte(0);
    }

    /** Octets as they are: no count, no alignment. */
    public void writeRaw(byte[] octets) {
        out.writeBytes(octets);
    }

    /** A {@code sequence<octet>}. */
    public void writeOctets(byte[] octets) {
        writeLong(octets.length);
        out.writeBytes(octets);
    }

    /** The count of a sequence; the elements follow. */
    public void writeSequenceLength(int count) {
        writeLong(count);
    }

    public void writeBooleans(boolean[] values) {
        writeLong(values.length);
        writeBooleanElements(values);
    }

    public void writeShorts(short[] values) {
        writeLong(values.length);
        writeShortElements(values);
    }

    /** The low 16 bits of each. */
    public void writeUShorts(int[] values) {
        writeLong(values.length);
        writeUShortElements(values);
    }

    public void writeLongs(int[] values) {
        writeLong(values.length);
        writeLongElements(values);
    }

    /** The low 32 bits of each. */
    public void writeULongs(long[] values) {
        writeLong(values.length);
        writeULongElements(values);
    }

    public void writeLongLongs(long[] values) {
        writeLong(values.length);
        writeLongLongElements(values);
    }

    public void writeFloats(float[] values) {
        writeLong(values.length);
        writeFloatElements(values);
    }

    public void writeDoubles(double[] values) {
        writeLong(values.length);
        writeDoubleElements(values);
    }

    public void writeStrings(String[] values) {
        writeLong(values.length);
        writeStringElements(values);
    }

    public void writeBooleanElements(boolean[] values) {
        for (boolean value : values) {
            out.writeByte(value ? 1 : 0);
        }
    }

    public void writeShortElements(short[] values) {
        if (values.length > BULK_ELEMENTS) {
            bulk(2, values.length).asShortBuffer().put(values);
        } else {
            for (short value : values) {
                writeShort(value);
            }
        }
    }

    public void writeUShortElements(int[] values) {
        for (int value : values) {
            writeShort(value);
        }
    }

    public void writeLongElements(int[] values) {
        if (values.length > BULK_ELEMENTS) {
            bulk(4, values.length).asIntBuffer().put(values);
        } else {
            for (int value : values) {
                writeLong(value);
            }
        }
    }

    public void writeULongElements(long[] values) {
        for (long value : values) {
            writeLong((int) value);
        }
    }

    public void writeLongLongElements(long[] values) {
        if (values.length > BULK_ELEMENTS) {
            bulk(8, values.length).asLongBuffer().put(values);
        } else {
            for (long value : values) {
                writeLongLong(value);
            }
        }
    }

    public void writeFloatElements(float[] values) {
        if (values.length > BULK_ELEMENTS) {
            bulk(4, values.length).asFloatBuffer().put(values);
        } else {
            for (float value : values) {
                writeFloat(value);
            }
        }
    }

    public void writeDoubleElements(double[] values) {
        if (values.length > BULK_ELEMENTS) {
            bulk(8, values.length).asDoubleBuffer().put(values);
        } else {
            for (double value : values) {
                writeDouble(value);
            }
        }
    }

    public void writeStringElements(String[] values) {
        for (String value : values) {
            writeString(value);
        }
    }

    /** A sequence of structures. */
    public <T> void writeSequence(List<T> values, CdrCodec<T> element) {
        writeLong(values.size());
        for (T value : values) {
            element.encode(value, this);
        }
    }

    /** Reserves a 32-bit value that is only known later and returns its index for {@link #setLong}. */
    public int reserveLong() {
        align(4);
        int index = out.writerIndex();
        out.writeZero(4);
        return index;
    }

    /** Fills a 32-bit value in at {@code index}. */
    public void setLong(int index, int value) {
        if (littleEndian) {
            out.setIntLE(index, value);
        } else {
            out.setInt(index, value);
        }
    }

    /**
     * Begins an encapsulation in this writer's byte order: length, order octet, alignment starting over at that octet.
     * Pass what it returns to {@link #endEncapsulation}; they may nest.
     */
    public long beginEncapsulation() {
        int lengthIndex = reserveLong();
        long outer = ((long) origin << 32) | lengthIndex;
        origin = out.writerIndex();
        out.writeByte(littleEndian ? 1 : 0);
        return outer;
    }

    /** Ends the encapsulation that {@link #beginEncapsulation} began. */
    public void endEncapsulation(long outer) {
        int lengthIndex = (int) outer;
        setLong(lengthIndex, out.writerIndex() - lengthIndex - 4);
        origin = (int) (outer >>> 32);
    }

    private ByteBuffer bulk(int size, int count) {
        align(size);
        long bytes = (long) size * count;
        if (bytes > Integer.MAX_VALUE - out.writerIndex()) {
            throw new Local("an array of " + count + " elements does not fit into a message");
        }
        out.ensureWritable((int) bytes);
        int index = out.writerIndex();
        out.writerIndex(index + (int) bytes);
        return out.nioBuffer(index, (int) bytes).order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }
}
