package org.reactivetango.benchmarks.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A server that can be started as a process: a name for people, and a command that understands the flags of every Tango
 * server.
 */
public record MeasuredServer(String name, List<String> command) {
    /** The device that every one of them serves, and what is read from it. */
    public static final String DEVICE = "sys/tg_test/1";

    public static final String ATTRIBUTE = "double_scalar";

    private static final Path NATIVE = Path.of("/usr/lib/tango/TangoTest");

    public MeasuredServer {
        command = List.copyOf(command);
    }

    /** The TangoTest of cppTango, where it is installed: Debian's package {@code tango-test}. */
    public static Optional<MeasuredServer> nativeTangoTest() {
        return Files.isExecutable(NATIVE)
                ? Optional.of(new MeasuredServer("TangoTest", List.of(NATIVE.toString())))
                : Optional.empty();
    }

    /** A program of ours in a JVM of its own, from this process's class path. */
    public static MeasuredServer ofClass(String name, Class<?> main, List<String> jvmArguments) {
        List<String> command = java(jvmArguments);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return new MeasuredServer(name, command);
    }

    /** A runnable jar in a JVM of its own. */
    public static MeasuredServer ofJar(String name, Path jar, List<String> jvmArguments) {
        List<String> command = java(jvmArguments);
        command.addAll(List.of("-jar", jar.toString()));
        return new MeasuredServer(name, command);
    }

    private static List<String> java(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return command;
    }

    List<String> commandAt(int port) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of("benchmark", "-nodb", "-dlist", DEVICE, "-ORBendPoint", "giop:tcp:127.0.0.1:" + port));
        return whole;
    }
}
