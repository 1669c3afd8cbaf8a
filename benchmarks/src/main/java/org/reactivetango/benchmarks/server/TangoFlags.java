package org.reactivetango.benchmarks.server;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the command line of a server without a database says.
 *
 * @param instance the server's instance name
 * @param host to listen on
 * @param port to listen on; 0 for any
 * @param devices to serve
 */
record TangoFlags(String instance, String host, int port, List<String> devices) {
    private static final Pattern END_POINT = Pattern.compile("giop:tcp:([^:]*):(\\d+)");

    static TangoFlags parse(String... arguments) {
        TangoFlags flags =
                new TangoFlags(arguments.length == 0 ? "benchmark" : arguments[0], "127.0.0.1", 0, List.of());
        for (int i = 1; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "-nodb" -> {}
                case "-dlist" -> flags = flags.withDevices(List.of(arguments[++i].split(",")));
                case "-ORBendPoint" -> flags = flags.withEndPoint(arguments[++i]);
                default -> throw new IllegalArgumentException("unknown flag " + arguments[i]);
            }
        }
        return flags;
    }

    private TangoFlags withDevices(List<String> names) {
        return new TangoFlags(instance, host, port, names);
    }

    private TangoFlags withEndPoint(String text) {
        Matcher matcher = END_POINT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no end point: write giop:tcp:host:port");
        }
        String address = matcher.group(1).isEmpty() ? "127.0.0.1" : matcher.group(1);
        return new TangoFlags(instance, address, Integer.parseInt(matcher.group(2)), devices);
    }
}
