package org.reactivetango.core.giop;

import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.TangoProtocolException.Local;
import org.reactivetango.core.limits.Limits;

/**
 * Writes the frame of a message: header, gap before the body, size. Never fragments.
 *
 * <pre>{@code
 * out.wrap(buffer, littleEndian, codeSet);
 * RequestCodec.begin(out, V1_2, id, true, key, operation, null);   // complete as it stands if there are no arguments
 * GiopFraming.beginBody(out, V1_2);                                // only if there are
 * arguments.encode(out);
 * GiopFraming.end(out);
 * }</pre>
 *
 * Several messages may follow each other in one buffer; each begins with its own {@link CdrWriter#wrap}. When encoding
 * fails in the middle, {@link #abandon} takes the message back and leaves those before it.
 */
public final class GiopFraming {
    private static final int BODY_ALIGNMENT = 8;

    private GiopFraming() {}

    /** Writes a header, its size still open. {@code out} must have been wrapped where the message begins. */
    public static void begin(CdrWriter out, GiopVersion version, GiopMessageType type) {
        if (out.size() != 0) {
            throw new Local("a message begins where its writer is wrapped, not " + out.size() + " bytes behind");
        }
        out.buffer().writeInt(GiopHeader.MAGIC);
        out.writeOctet(GiopVersion.MAJOR);
        out.writeOctet(version.minor());
        out.writeOctet(out.littleEndian() ? GiopHeader.LITTLE_ENDIAN : 0);
        out.writeOctet(type.ordinal());
        out.writeLong(0);
    }

    /**
     * The gap before the arguments of a Request or the result of a Reply. To be called only if there are any: padding
     * behind a message that ends here makes omniORB close the connection.
     */
    public static void beginBody(CdrWriter out, GiopVersion version) {
        if (version.alignsBody()) {
            out.align(BODY_ALIGNMENT);
        }
    }

    /**
     * Fills the size in. May be called again after more has been written.
     *
     * @throws Local if the message is larger than any Tango peer takes
     */
    public static void end(CdrWriter out) {
        if (out.size() > Limits.LARGEST_MESSAGE_BYTES) {
            throw new Local(
                    "a message of " + out.size() + " bytes; Tango peers take at most " + Limits.LARGEST_MESSAGE_BYTES);
        }
        out.setLong(out.origin() + GiopHeader.SIZE_OFFSET, out.size() - GiopHeader.BYTES);
    }

    /** Takes back whatever has been written since {@code out} was wrapped. */
    public static void abandon(CdrWriter out) {
        out.buffer().writerIndex(out.origin());
    }
}
