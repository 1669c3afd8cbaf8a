package org.reactivetango.benchmarks.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A server that can be started as a process: a name for people, and a command. Where there is {@code {port}} in an
 * argument, the number of a free port is put in its place.
 */
public record MeasuredServer(String name, List<String> command) {
    /** The device that every one of them serves, and what is read from it. */
    public static final String DEVICE = "sys/tg_test/1";

    public static final String ATTRIBUTE = "double_scalar";

    private static final Path NATIVE = Path.of("/usr/lib/tango/TangoTest");
    private static final String PORT = "{port}";

    public MeasuredServer {
        command = List.copyOf(command);
    }

    /** A program that takes the flags of every Tango server, with these devices. */
    public static MeasuredServer ofProgram(String name, List<String> program, List<String> devices) {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("benchmark", "-nodb", "-dlist", String.join(",", devices)));
        command.addAll(List.of("-ORBendPoint", "giop:tcp:127.0.0.1:" + PORT));
        return new MeasuredServer(name, command);
    }

    /** The TangoTest of cppTango, where it is installed: Debian's package {@code tango-test}. */
    public static Optional<MeasuredServer> nativeTangoTest() {
        return Files.isExecutable(NATIVE)
                ? Optional.of(ofProgram("TangoTest", List.of(NATIVE.toString()), List.of(DEVICE)))
                : Optional.empty();
    }

    /** A program of ours in a JVM of its own, from this process's class path. */
    public static MeasuredServer ofClass(String name, Class<?> main, List<String> jvmArguments) {
        return ofClass(name, main, jvmArguments, List.of(DEVICE));
    }

    /** The same with other devices. */
    public static MeasuredServer ofClass(String name, Class<?> main, List<String> jvmArguments, List<String> devices) {
        return ofProgram(name, JavaCommand.ofClass(main, jvmArguments), devices);
    }

    /** A runnable jar in a JVM of its own. */
    public static MeasuredServer ofJar(String name, Path jar, List<String> jvmArguments) {
        List<String> command = JavaCommand.java(jvmArguments);
        command.addAll(List.of("-jar", jar.toString()));
        return ofProgram(name, command, List.of(DEVICE));
    }

    List<String> commandAt(int port) {
        return command.stream()
                .map(argument -> argument.replace(PORT, Integer.toString(port)))
                .toList();
    }
}
