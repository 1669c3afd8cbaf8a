package org.reactivetango.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reactivetango.core.model.DeviceName;

/**
 * The command line of a device server, with the options of every Tango server.
 *
 * @param instance the server's instance name, the second half of {@code executable/instance}
 * @param verbosity the number of {@code -v}: 1 errors, 2 warnings, 3 information, 4 debugging, 5 and more that of the
 *     libraries, too; 0 if it is not there
 * @param database whether the server takes its devices from a Tango database: neither {@code -nodb} nor {@code -file}
 * @param devices the devices of {@code -dlist}
 * @param file the property file of {@code -file}
 * @param endPoint where to listen
 * @param ignored options of the ORB that other servers have and that mean nothing here
 */
public record ServerArguments(
        String instance,
        int verbosity,
        boolean database,
        List<Device> devices,
        Optional<String> file,
        Optional<EndPoint> endPoint,
        List<String> ignored) {
    private static final Pattern INSTANCE = Pattern.compile("[^/\\s-][^/\\s]*");
    private static final Pattern VERBOSITY = Pattern.compile("-v([1-9][0-9]?)?");
    private static final Pattern DEVICE = Pattern.compile("(?:([^:/]+)::)?(.*)");
    private static final int MOST_CHARACTERS = 255;

    /**
     * A device of {@code -dlist}.
     *
     * @param className its class; absent where the list gives none
     */
    public record Device(Optional<String> className, String name) {}

    public ServerArguments {
        devices = List.copyOf(devices);
        ignored = List.copyOf(ignored);
    }

    /** Whether the command line itself says which devices there are, instead of a database or a file. */
    boolean devicesAreGiven() {
        return !database && file.isEmpty();
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if something is wrong with it, saying what
     */
    public static ServerArguments parse(String... arguments) {
        return new Parser(arguments).parse();
    }

    /** Whether the command line is a question for {@link #usage}. */
    public static boolean asksForHelp(String... arguments) {
        return arguments.length == 1 && List.of("-h", "-?", "-help", "--help").contains(arguments[0]);
    }

    /** What may be on the command line, as a text of several lines. */
    public static String usage(String executable) {
        return "usage: " + executable
                + " <instance> [-v[<level>]] [-nodb [-dlist <device>[,<device>...]] | -file=<path>]"
                + """
                 [-ORBendPoint giop:tcp:<host>:<port>]

                  <instance>    name of this server among those of its kind
                  -v[<level>]   1 errors, 2 warnings, 3 information, 4 (or no number) debugging, 5 that of libraries, too
                  -nodb         run without a Tango database
                  -dlist        devices of a server without a database: domain/family/member or
                                Class::domain/family/member
                  -file=<path>  take devices and properties from a file instead of a database
                  -ORBendPoint  where to listen; without host on every address, without port on any free one
                """;
    }

    private static final class Parser {
        private final Deque<String> rest;
        private int verbosity;
        private boolean noDatabase;
        private final List<Device> devices = new ArrayList<>();
        private final Set<DeviceName> names = new HashSet<>();
        private Optional<String> file = Optional.empty();
        private Optional<EndPoint> endPoint = Optional.empty();
        private final List<String> ignored = new ArrayList<>();

        Parser(String[] arguments) {
            this.rest = new ArrayDeque<>(Arrays.asList(arguments));
        }

        ServerArguments parse() {
            String instance = instance();
            while (!rest.isEmpty()) {
                option(rest.remove());
            }
            if (noDatabase && file.isPresent()) {
                throw wrong("-nodb and -file exclude each other: give one of them");
            }
            if (!devices.isEmpty() && !noDatabase) {
                throw wrong("-dlist is for servers without a database: add -nodb");
            }
            return new ServerArguments(
                    instance, verbosity, !noDatabase && file.isEmpty(), devices, file, endPoint, ignored);
        }

        private String instance() {
            if (rest.isEmpty()) {
                throw wrong("the instance name is missing");
            }
            String name = rest.remove();
            if (!INSTANCE.matcher(name).matches()) {
                throw wrong("the first argument must be the instance name, without / and spaces, not \"" + name + "\"");
            }
            if (name.length() > MOST_CHARACTERS) {
                throw wrong("the instance name has more than " + MOST_CHARACTERS + " characters");
            }
            return name;
        }

        private void option(String option) {
            Matcher level = VERBOSITY.matcher(option);
            if (level.matches()) {
                verbosity = level.group(1) == null ? 4 : Integer.parseInt(level.group(1));
            } else if (option.equals("-nodb")) {
                noDatabase = true;
            } else if (option.equals("-dlist")) {
                deviceList(valueOf(option));
            } else if (option.startsWith("-file=")) {
                file(option.substring("-file=".length()));
            } else if (option.equals("-ORBendPoint")) {
                endPoint(valueOf(option));
            } else if (option.startsWith("-ORB")) {
                ignored.add(option + " " + valueOf(option));
            } else {
                throw wrong("unknown " + (option.startsWith("-") ? "option " : "argument ") + option);
            }
        }

        private String valueOf(String option) {
            if (rest.isEmpty() || rest.element().startsWith("-")) {
                throw wrong(option + " needs a value");
            }
            return rest.remove();
        }

        private void deviceList(String list) {
            if (!devices.isEmpty()) {
                throw wrong("-dlist is given twice: separate devices by commas");
            }
            for (String entry : list.split(",", -1)) {
                Matcher matcher = DEVICE.matcher(entry);
                if (!matcher.matches()) {
                    throw wrong("\"" + entry + "\" is no device");
                }
                String name = matcher.group(2);
                if (!names.add(new DeviceName(name))) {
                    throw wrong("device " + name + " is given twice");
                }
                devices.add(new Device(Optional.ofNullable(matcher.group(1)), name));
            }
        }

        private void file(String path) {
            if (path.isEmpty()) {
                throw wrong("-file= needs a path");
            }
            file = Optional.of(path);
        }

        private void endPoint(String text) {
            if (endPoint.isPresent()) {
                throw wrong("-ORBendPoint is given twice: a server listens at one");
            }
            endPoint = Optional.of(EndPoint.parse(text));
        }

        private static IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException(what);
        }
    }
}
