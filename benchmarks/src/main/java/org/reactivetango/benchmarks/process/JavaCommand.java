package org.reactivetango.benchmarks.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The beginning of a command that runs something in a JVM like this one. */
public final class JavaCommand {
    private JavaCommand() {}

    /** {@code java} with arguments for the JVM; a list to be continued. */
    public static List<String> java(List<String> jvmArguments) {
        List<String> command = new ArrayList<>();
        command.add(tool("java"));
        command.addAll(jvmArguments);
        return command;
    }

    /** A program from this process's class path. */
    public static List<String> ofClass(Class<?> main, List<String> jvmArguments) {
        List<String> command = java(jvmArguments);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return command;
    }

    /** A program of this JVM's JDK. */
    public static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
