package org.reactivetango.core.ior;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;
import java.util.function.Function;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.Octets;
import org.reactivetango.core.error.TangoProtocolException.Remote;

/** CDR inside octets: a byte-order octet, then values aligned from it. We write little endian, as omniORB does. */
final class Encapsulation {
    /** An IOR never nests deeper: reference, profile, component. */
    private static final int MAX_NESTING = 4;

    private Encapsulation() {}

    static <T> T read(Octets octets, Function<CdrReader, T> content) {
        return read(Unpooled.wrappedBuffer(octets.toByteArray()), content);
    }

    static <T> T read(ByteBuf bytes, Function<CdrReader, T> content) {
        if (!bytes.isReadable()) {
            throw new Remote("encapsulation without a byte order");
        }
        int order = bytes.getUnsignedByte(0);
        if (order > 1) {
            throw new Remote("encapsulation with byte order " + order);
        }
        CdrReader in = CdrReader.over(bytes, order == 1, MAX_NESTING);
        in.skip(1);
        return content.apply(in);
    }

    static Octets write(Consumer<CdrWriter> content) {
        ByteBuf bytes = Unpooled.buffer();
        CdrWriter out = CdrWriter.over(bytes, true);
        out.writeBoolean(true);
        content.accept(out);
        byte[] octets = new byte[bytes.readableBytes()];
        bytes.readBytes(octets);
        return Octets.of(octets);
    }
}
