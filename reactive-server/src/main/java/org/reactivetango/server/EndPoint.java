package org.reactivetango.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens, as Tango's option {@code -ORBendPoint} has it: {@code giop:tcp:<host>:<port>}.
 *
 * @param host empty for every address of the machine
 * @param port 0 for any free one
 */
public record EndPoint(String host, int port) {
    private static final Pattern SYNTAX = Pattern.compile("giop:tcp:(\\[[^]]*]|[^:\\[\\]]*):(\\d{0,5})");

    /** Only for clients on this machine, at any free port. */
    public static final EndPoint LOCAL = new EndPoint("127.0.0.1", 0);

    public EndPoint {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("there is no port " + port + "; use 1 to 65535, or 0 for any");
        }
    }

    /**
     * The end point of a text; a host and a port that are not there are {@code ""} and 0.
     *
     * @throws IllegalArgumentException if the text is something else
     */
    public static EndPoint parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no end point: it must be giop:tcp:<host>:<port>, for example giop:tcp::45450");
        }
        String host = matcher.group(1).replaceAll("[\\[\\]]", "");
        String port = matcher.group(2);
        return new EndPoint(host, port.isEmpty() ? 0 : Integer.parseInt(port));
    }
}
