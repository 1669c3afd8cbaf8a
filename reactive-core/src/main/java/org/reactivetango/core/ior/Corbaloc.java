package org.reactivetango.core.ior;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.reactivetango.core.cdr.Octets;

/**
 * A reference that people can write: {@code corbaloc:iiop:host:port/key}. Tango uses it for the database and for devices
 * without one. Immutable.
 *
 * <p>Accepted: {@code iiop:} or an empty protocol before each address; a version before the host ({@code 1.2@}, without
 * it 1.0); IPv6 in brackets; several addresses separated by commas, of which later ones may leave the protocol out; port
 * 2809 where none is given; {@code %xx} in the key.
 *
 * @param addresses where to look, in order; 1 to 16
 * @param objectKey which object; device names are lower case here
 */
public record Corbaloc(List<Address> addresses, Octets objectKey) {
    private static final String PREFIX = "corbaloc:";
    private static final String PROTOCOL = "iiop:";
    private static final int DEFAULT_PORT = 2809;
    /** Each gets a profile with the whole key: without a bound a reference would grow with the square of its text. */
    private static final int MOST_ADDRESSES = 16;

    private static final String PLAIN_IN_KEYS = ";/:?@&=+$,-_.!~*'()";

    /**
     * One address of several.
     *
     * @param minorVersion GIOP 1.x to speak there; 0 where none is written
     * @param address host and port
     */
    public record Address(int minorVersion, IiopAddress address) {
        @Override
        public String toString() {
            return PROTOCOL + (minorVersion == 0 ? "" : "1." + minorVersion + "@") + address;
        }
    }

    public Corbaloc {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a corbaloc needs an address");
        }
        if (addresses.size() > MOST_ADDRESSES) {
            throw new IllegalArgumentException(
                    "a corbaloc with " + addresses.size() + " addresses; at most " + MOST_ADDRESSES + " are taken");
        }
        addresses = List.copyOf(addresses);
    }

    /** A reference to {@code key} at one place, GIOP 1.0: what Tango clients use. */
    public static Corbaloc of(IiopAddress address, String key) {
        return new Corbaloc(List.of(new Address(0, address)), Octets.ofLatin1(key));
    }

    /**
     * Reads a corbaloc.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Corbaloc parse(String text) {
        if (!text.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            throw malformed(text, "it does not start with " + PREFIX);
        }
        int slash = text.indexOf('/');
        String list = text.substring(PREFIX.length(), slash < 0 ? text.length() : slash);
        String key = slash < 0 ? "" : text.substring(slash + 1);
        List<Address> addresses = new ArrayList<>();
        for (String item : list.split(",", -1)) {
            addresses.add(parseAddress(text, item, addresses.isEmpty()));
        }
        return new Corbaloc(addresses, unescaped(text, key));
    }

    /** The same as an IOR: one IIOP profile per address, no type. */
    public Ior toIor() {
        return new Ior(
                "",
                addresses.stream()
                        .map(at -> new IiopProfile(at.minorVersion(), at.address(), objectKey, List.of()).toTagged())
                        .toList());
    }

    /** The text, keys escaped where they must be. */
    @Override
    public String toString() {
        return addresses.stream().map(Address::toString).collect(Collectors.joining(",", PREFIX, "/")) + escaped();
    }

    private static Address parseAddress(String text, String item, boolean first) {
        String rest = item;
        if (rest.regionMatches(true, 0, PROTOCOL, 0, PROTOCOL.length())) {
            rest = rest.substring(PROTOCOL.length());
        } else if (rest.startsWith(":")) {
            rest = rest.substring(1);
        } else if (first) {
            throw malformed(text, "only the iiop protocol is known, not '" + item + "'");
        }
        int at = rest.indexOf('@');
        int minor = at < 0 ? 0 : parseVersion(text, rest.substring(0, at));
        try {
            return new Address(minor, parseHostAndPort(text, rest.substring(at + 1)));
        } catch (NumberFormatException notANumber) {
            throw malformed(text, "the port in '" + item + "' is not a number");
        }
    }

    private static int parseVersion(String text, String version) {
        return switch (version) {
            case "1.0" -> 0;
            case "1.1" -> 1;
            case "1.2" -> 2;
            default -> throw malformed(text, "'" + version + "' is none of 1.0, 1.1 and 1.2");
        };
    }

    private static IiopAddress parseHostAndPort(String text, String hostAndPort) {
        int bracket = hostAndPort.lastIndexOf(']');
        boolean bracketed = hostAndPort.startsWith("[") && bracket > 0;
        int colon = hostAndPort.indexOf(':', Math.max(0, bracket));
        String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
        int port = colon < 0 ? DEFAULT_PORT : Integer.parseInt(hostAndPort.substring(colon + 1));
        if (bracketed && host.length() != bracket + 1) {
            throw malformed(text, "'" + hostAndPort + "' goes on behind its bracket");
        }
        return new IiopAddress(bracketed ? host.substring(1, bracket) : host, port);
    }

    private static Octets unescaped(String text, String key) {
        byte[] from = key.getBytes(StandardCharsets.ISO_8859_1);
        byte[] to = new byte[from.length];
        int length = 0;
        for (int i = 0; i < from.length; i++) {
            if (from[i] != '%') {
                to[length++] = from[i];
                continue;
            }
            int high = i + 2 < from.length ? Character.digit(from[i + 1], 16) : -1;
            int low = i + 2 < from.length ? Character.digit(from[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw malformed(text, "a % in its key is not followed by two hex digits");
            }
            to[length++] = (byte) (high << 4 | low);
            i += 2;
        }
        return Octets.of(Arrays.copyOf(to, length));
    }

    private String escaped() {
        StringBuilder text = new StringBuilder(objectKey.length());
        for (byte octet : objectKey.toByteArray()) {
            char character = (char) (octet & 0xff);
            boolean letterOrDigit = character < 0x80 && Character.isLetterOrDigit(character);
            if (letterOrDigit || PLAIN_IN_KEYS.indexOf(character) >= 0) {
                text.append(character);
            } else {
                text.append('%')
                        .append(Character.forDigit(octet >> 4 & 0xf, 16))
                        .append(Character.forDigit(octet & 0xf, 16));
            }
        }
        return text.toString();
    }

    private static IllegalArgumentException malformed(String text, String why) {
        return new IllegalArgumentException("'" + text + "' is not a corbaloc that can be used: " + why);
    }
}
