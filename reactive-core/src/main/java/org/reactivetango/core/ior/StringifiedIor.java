package org.reactivetango.core.ior;

import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import org.reactivetango.core.error.TangoProtocolException.Remote;

/** References as text: {@code IOR:} and the hex digits of an encapsulation. That is how a Tango database keeps them. */
public final class StringifiedIor {
    private static final String PREFIX = "IOR:";

    private StringifiedIor() {}

    /** Whether {@code text} claims to be a stringified reference. */
    public static boolean isIor(String text) {
        return text.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /**
     * Reads a reference; hex digits of either case, white space around it ignored.
     *
     * @throws Remote if it is malformed
     */
    public static Ior parse(String text) {
        String trimmed = text.strip();
        if (!isIor(trimmed)) {
            throw new Remote("'" + abbreviated(trimmed) + "' does not start with IOR:");
        }
        byte[] octets;
        try {
            octets = HexFormat.of().parseHex(trimmed, PREFIX.length(), trimmed.length());
        } catch (IllegalArgumentException notHex) {
            throw new Remote("'" + abbreviated(trimmed) + "' is not all hex digits: " + notHex.getMessage());
        }
        return Encapsulation.read(Unpooled.wrappedBuffer(octets), Ior.CODEC::decode);
    }

    /** The text of a reference, lower-case, little endian. */
    public static String print(Ior ior) {
        return PREFIX + Encapsulation.write(out -> Ior.CODEC.encode(ior, out)).hex();
    }

    private static String abbreviated(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
