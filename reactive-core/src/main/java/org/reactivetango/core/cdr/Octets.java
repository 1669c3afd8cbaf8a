package org.reactivetango.core.cdr;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable run of octets whose meaning is somebody else's: an object key, the data of a service context or of an IOR
 * component. Equal when the octets are.
 */
public final class Octets {
    public static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] octets;

    private Octets(byte[] octets) {
        this.octets = octets;
    }

    /** A copy of {@code octets}. */
    public static Octets of(byte[] octets) {
        return octets.length == 0 ? EMPTY : new Octets(octets.clone());
    }

    /** One octet per character; characters above 255 become {@code ?}. */
    public static Octets ofLatin1(String text) {
        return new Octets(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Octets written as hex digits of either case. */
    public static Octets ofHex(String hex) {
        return new Octets(HexFormat.of().parseHex(hex));
    }

    /** The octets of a {@code sequence<octet>}. */
    public static Octets read(CdrReader in) {
        return new Octets(in.readOctets());
    }

    /** Writes a {@code sequence<octet>}. */
    public void write(CdrWriter out) {
        out.writeOctets(octets);
    }

    /** Number of octets. */
    public int length() {
        return octets.length;
    }

    /** A copy of the octets. */
    public byte[] toByteArray() {
        return octets.clone();
    }

    /** One character per octet. */
    public String latin1() {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** Lower-case hex digits. */
    public String hex() {
        return HexFormat.of().formatHex(octets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** Printable ASCII as it is, everything else as hex. */
    @Override
    public String toString() {
        for (byte octet : octets) {
            if (octet < 0x20 || octet > 0x7e) {
                return "0x" + hex();
            }
        }
        return latin1();
    }
}
