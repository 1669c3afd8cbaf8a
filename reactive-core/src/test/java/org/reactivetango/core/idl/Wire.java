package org.reactivetango.core.idl;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;
import java.util.function.Function;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;

/** Bytes of values and back, for tests. A lead is as many bytes as stand before the value, which shifts its alignment. */
final class Wire {
    static final int MAX_NESTING = 32;

    private Wire() {}

    /** What is written, without the lead. */
    static byte[] bytes(boolean littleEndian, int lead, Consumer<CdrWriter> writing) {
        ByteBuf buffer = Unpooled.buffer();
        CdrWriter out = CdrWriter.over(buffer, littleEndian);
        out.writeRaw(new byte[lead]);
        writing.accept(out);
        byte[] bytes = new byte[buffer.readableBytes() - lead];
        buffer.skipBytes(lead).readBytes(bytes);
        buffer.release();
        return bytes;
    }

    static <T> byte[] bytes(boolean littleEndian, int lead, T value, CdrCodec<T> codec) {
        return bytes(littleEndian, lead, out -> codec.encode(value, out));
    }

    /** What is read; it need not be all of it. */
    static <T> T read(byte[] bytes, boolean littleEndian, int lead, Function<CdrReader, T> reading) {
        ByteBuf buffer = Unpooled.wrappedBuffer(new byte[lead], bytes);
        try {
            CdrReader in = new CdrReader(MAX_NESTING)
                    .wrap(buffer, 0, lead, buffer.writerIndex(), littleEndian, CodeSet.LATIN_1);
            return reading.apply(in);
        } finally {
            buffer.release();
        }
    }

    /** What is read, which must be all of it. */
    static <T> T decode(byte[] bytes, boolean littleEndian, int lead, CdrCodec<T> codec) {
        return read(bytes, littleEndian, lead, in -> {
            T value = codec.decode(in);
            if (in.remaining() != 0) {
                throw new AssertionError(in.remaining() + " bytes left over");
            }
            return value;
        });
    }
}
