package org.reactivetango.benchmarks.process;

import java.util.List;

/**
 * A client that can be started as a process: a name for people, and the command of a program that talks as {@link
 * ClientProcess} says.
 */
public record MeasuredClient(String name, List<String> command) {
    public MeasuredClient {
        command = List.copyOf(command);
    }
}
