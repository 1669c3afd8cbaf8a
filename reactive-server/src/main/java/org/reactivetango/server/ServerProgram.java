package org.reactivetango.server;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.model.TangoUrl;

/** A device server as a program: from its command line and its environment to its exit code. */
final class ServerProgram {
    /** It ran and was ended. */
    static final int ENDED = 0;
    /** It could not be started. */
    static final int FAILED = 1;
    /** The command line is wrong. */
    static final int MISUSED = 2;

    /** What tools that start servers wait for. */
    private static final String READY = "Ready to accept request";

    private static final String EVERY_ADDRESS = "0.0.0.0";
    private static final Duration END = Duration.ofSeconds(10);

    private final String executable;
    private final List<DeviceDefinition<?>> classes;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * A program.
     *
     * @param classes what it can serve; a device for which no class is given is of the last
     */
    ServerProgram(
            String executable,
            List<DeviceDefinition<?>> classes,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err) {
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("a server needs at least one device class");
        }
        this.executable = executable;
        this.classes = List.copyOf(classes);
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs until the server has ended.
     *
     * @param started told of the server once it is ready
     * @return the exit code
     */
    int run(String[] commandLine, Consumer<TangoServer> started) {
        if (ServerArguments.asksForHelp(commandLine)) {
            out.print(ServerArguments.usage(executable));
            return ENDED;
        }
        ServerArguments arguments;
        TangoServer.Builder server;
        try {
            arguments = ServerArguments.parse(commandLine);
            log(arguments);
            if (!arguments.devicesAreGiven()) {
                return notYet(arguments);
            }
            server = server(arguments);
        } catch (IllegalArgumentException e) {
            err.println(executable + ": " + e.getMessage());
            err.print(ServerArguments.usage(executable));
            return MISUSED;
        }
        return serve(server, arguments, started);
    }

    private void log(ServerArguments arguments) {
        for (String option : arguments.ignored()) {
            err.println(executable + ": " + option + " is for omniORB and does nothing here");
        }
        if (arguments.verbosity() > 0 && !Verbosity.apply(arguments.verbosity())) {
            err.println(executable + ": -v does nothing here: the logging library has a configuration of its own");
        }
    }

    private int notYet(ServerArguments arguments) {
        String what = arguments.file().isPresent() ? "a property file (-file)" : "a Tango database";
        err.println(executable + ": servers with " + what + " are not supported yet. Run it without: " + executable
                + " " + arguments.instance() + " -nodb -dlist " + defaultDevice() + " -ORBendPoint giop:tcp::45450");
        return FAILED;
    }

    private TangoServer.Builder server(ServerArguments arguments) {
        EndPoint endPoint = arguments.endPoint().orElse(EndPoint.LOCAL);
        TangoServer.Builder server = TangoServer.named(executable + "/" + arguments.instance())
                .host(endPoint.host().isEmpty() ? EVERY_ADDRESS : endPoint.host())
                .port(endPoint.port())
                .events(e -> e.environment(environment));
        if (arguments.devices().isEmpty()) {
            return server.device(defaultDevice(), classOf(null));
        }
        for (ServerArguments.Device device : arguments.devices()) {
            server = server.device(device.name(), classOf(device.className().orElse(null)));
        }
        return server;
    }

    /** Where other servers have a device named NoName, which no client can reach. */
    private String defaultDevice() {
        return "test/nodb/" + classOf(null).className().toLowerCase(Locale.ROOT);
    }

    private DeviceDefinition<?> classOf(@Nullable String name) {
        if (name == null) {
            return classes.get(classes.size() - 1);
        }
        return classes.stream()
                .filter(one -> one.className().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("this server has no class " + name + ", only "
                        + String.join(
                                ", ",
                                classes.stream()
                                        .map(DeviceDefinition::className)
                                        .toList())));
    }

    private int serve(TangoServer.Builder builder, ServerArguments arguments, Consumer<TangoServer> started) {
        TangoServer server;
        try {
            server = builder.bindNow();
        } catch (RuntimeException e) {
            err.println(executable + "/" + arguments.instance() + " cannot start: " + withCauses(e));
            return FAILED;
        }
        String host = server.host().equals(EVERY_ADDRESS) ? thisMachine() : server.host();
        for (String device : server.deviceNames()) {
            out.println(new TangoUrl(host, server.port(), device, null, false));
        }
        out.println(READY);
        out.flush();
        started.accept(server);
        server.onClose().block();
        return ENDED;
    }

    private static String withCauses(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable one = failure; one != null; one = one.getCause()) {
            text.append(text.isEmpty() ? "" : ": ").append(one.getMessage());
        }
        return text.toString();
    }

    private static String thisMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Ends {@code server} when the process is told to end, giving its devices some time. */
    static void endWithProcess(TangoServer server) {
        Thread end = new Thread(() -> server.closeLater().onErrorComplete().block(END), "tango-end");
        Runtime.getRuntime().addShutdownHook(end);
    }
}
