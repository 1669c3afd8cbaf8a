package org.reactivetango.core.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.error.TangoProtocolException.Local;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.limits.Limits;

/**
 * One of several codecs. It reads a value or says {@link Remote}; a value that it read it can write, and what it wrote it
 * reads to the same value again.
 *
 * <p>An input is two octets and the bytes of the value: which codec; then byte order, code set and how many bytes the
 * value is off alignment.
 */
final class CodecProbe implements Probe {
    private static final int CHOICE_BYTES = 2;
    private static final int LITTLE_ENDIAN = 1;
    private static final int UTF_8 = 2;
    private static final int LEAD_SHIFT = 2;
    private static final int LEAD_MASK = 7;

    private final List<? extends CdrCodec<?>> codecs;

    CodecProbe(List<? extends CdrCodec<?>> codecs) {
        this.codecs = List.copyOf(codecs);
    }

    /** The input for the value at {@code index} of {@code message}, alignment counted from its first byte. */
    static byte[] input(int codec, boolean littleEndian, CodeSet codeSet, byte[] message, int index) {
        byte[] input = new byte[CHOICE_BYTES + message.length - index];
        input[0] = (byte) codec;
        input[1] = (byte) ((littleEndian ? LITTLE_ENDIAN : 0)
                | (codeSet == CodeSet.UTF_8 ? UTF_8 : 0)
                | (index & LEAD_MASK) << LEAD_SHIFT);
        System.arraycopy(message, index, input, CHOICE_BYTES, message.length - index);
        return input;
    }

    @Override
    public boolean takes(byte[] input) {
        if (input.length < CHOICE_BYTES) {
            return false;
        }
        boolean littleEndian = (input[1] & LITTLE_ENDIAN) != 0;
        CodeSet codeSet = (input[1] & UTF_8) != 0 ? CodeSet.UTF_8 : CodeSet.LATIN_1;
        int lead = input[1] >> LEAD_SHIFT & LEAD_MASK;
        // The two octets of the choice may stand for part of the lead: what is before the value is never looked at.
        byte[] bytes = new byte[lead + input.length - CHOICE_BYTES];
        System.arraycopy(input, CHOICE_BYTES, bytes, lead, input.length - CHOICE_BYTES);
        return takes(codecs.get((input[0] & 0xff) % codecs.size()), bytes, lead, littleEndian, codeSet);
    }

    private static <T> boolean takes(CdrCodec<T> codec, byte[] bytes, int lead, boolean littleEndian, CodeSet codeSet) {
        T value;
        try {
            value = read(codec, bytes, lead, littleEndian, codeSet);
        } catch (Remote refused) {
            return false;
        }
        byte[] written;
        try {
            written = write(codec, value, lead, littleEndian, codeSet);
        } catch (Local unwritable) {
            if (!String.valueOf(unwritable.getMessage()).contains("NUL")) {
                throw new AssertionError("what was read cannot be written: " + value, unwritable);
            }
            return true;
        }
        byte[] again;
        try {
            T back = read(codec, written, lead, littleEndian, codeSet);
            again = write(codec, back, lead, littleEndian, codeSet);
        } catch (Remote malformed) {
            throw new AssertionError("what was written is refused: " + value, malformed);
        }
        // Compared as bytes: a boxing codec may have read one element where there is an array now.
        if (!Arrays.equals(written, again)) {
            throw new AssertionError("written differently the second time: " + value);
        }
        return true;
    }

    static <T> T read(CdrCodec<T> codec, byte[] bytes, int lead, boolean littleEndian, CodeSet codeSet) {
        ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
        CdrReader in = new CdrReader(Limits.DEFAULT.maxNesting());
        return codec.decode(in.wrap(buffer, 0, lead, bytes.length, littleEndian, codeSet));
    }

    static <T> byte[] write(CdrCodec<T> codec, T value, int lead, boolean littleEndian, CodeSet codeSet) {
        ByteBuf buffer = Unpooled.buffer();
        CdrWriter out = new CdrWriter().wrap(buffer, littleEndian, codeSet);
        out.writeRaw(new byte[lead]);
        codec.encode(value, out);
        return Arrays.copyOf(buffer.array(), buffer.writerIndex());
    }
}
