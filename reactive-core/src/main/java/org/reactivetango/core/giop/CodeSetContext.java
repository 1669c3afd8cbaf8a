package org.reactivetango.core.giop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.cdr.Octets;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.ior.CodeSetComponent;

/**
 * The service context with which a client tells, in its first request, how it sends strings on this connection. It holds
 * from that request on, whatever the GIOP version.
 *
 * @param charCodeSet number of the code set of {@code char} data
 * @param wcharCodeSet number of the code set of {@code wchar} data, which Tango has none of
 */
public record CodeSetContext(int charCodeSet, int wcharCodeSet) {
    /** The encapsulation: order octet, padding, two unsigned longs. */
    private static final int BYTES = 12;

    private static final int CHAR_OFFSET = 4;

    /** What we announce for {@code charCodeSet}. */
    public static CodeSetContext of(CodeSet charCodeSet) {
        return new CodeSetContext(charCodeSet.registryId(), CodeSetComponent.UTF_16);
    }

    /**
     * Interprets a context with {@link ServiceContext#CODE_SETS}.
     *
     * @throws Remote if it is malformed
     */
    public static CodeSetContext of(ServiceContext context) {
        ByteBuf data = Unpooled.wrappedBuffer(context.data().toByteArray());
        boolean littleEndian = littleEndian(data, 0, data.readableBytes());
        CdrReader in = CdrReader.over(data, littleEndian, 1);
        in.skip(1);
        return new CodeSetContext(in.readLong(), in.readLong());
    }

    /** How strings are decoded from here on; Latin-1 for numbers we do not know. */
    public CodeSet charSet() {
        return CodeSet.ofRegistryId(charCodeSet);
    }

    /** This as a part of a Request. */
    public ServiceContext toServiceContext() {
        ByteBuf bytes = Unpooled.buffer(BYTES);
        writeData(CdrWriter.over(bytes, true), charCodeSet, wcharCodeSet);
        return new ServiceContext(ServiceContext.CODE_SETS, Octets.of(bytes.array()));
    }

    /** Writes one whole service context without allocating. */
    static void write(CodeSet charCodeSet, CdrWriter out) {
        out.writeLong(ServiceContext.CODE_SETS);
        out.writeLong(BYTES);
        writeData(out, charCodeSet.registryId(), CodeSetComponent.UTF_16);
    }

    /** Reads the announced code set in place. */
    static CodeSet read(ByteBuf in, int index, int length) {
        boolean littleEndian = littleEndian(in, index, length);
        int number = littleEndian ? in.getIntLE(index + CHAR_OFFSET) : in.getInt(index + CHAR_OFFSET);
        return CodeSet.ofRegistryId(number);
    }

    private static boolean littleEndian(ByteBuf in, int index, int length) {
        if (length < BYTES) {
            throw new Remote("code-set context of " + length + " bytes");
        }
        int order = in.getUnsignedByte(index);
        if (order > 1) {
            throw new Remote("encapsulation with byte order " + order);
        }
        return order == 1;
    }

    /** Four-aligned wherever it is written: alignment within the encapsulation is that of the message. */
    private static void writeData(CdrWriter out, int charCodeSet, int wcharCodeSet) {
        out.writeBoolean(out.littleEndian());
        out.writeLong(charCodeSet);
        out.writeLong(wcharCodeSet);
    }
}
