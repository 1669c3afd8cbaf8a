package org.reactivetango.benchmarks.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Which CPU the servers run on and which one the load, by the command {@code taskset}.
 *
 * @param serverCpu number of the servers' CPU; negative for any
 * @param loadCpu number of the load's CPU; negative for any
 */
public record Pinning(int serverCpu, int loadCpu) {
    /** Before this process is moved, after which it would be told of fewer. */
    private static final int CPUS = Runtime.getRuntime().availableProcessors();

    /** Every CPU for everybody. */
    public static final Pinning NONE = new Pinning(-1, -1);

    /** Server and load on a CPU each, or both on the same one; nothing is pinned where there is no {@code taskset}. */
    public static Pinning of(boolean sameCpu) {
        if (!canPin()) {
            return NONE;
        }
        return new Pinning(0, sameCpu || CPUS < 2 ? 0 : 1);
    }

    private static boolean canPin() {
        try {
            return run(List.of("taskset", "-c", "0", "true"));
        } catch (IOException notInstalled) {
            return false;
        }
    }

    /** The command that runs {@code command} on the servers' CPU. */
    List<String> ofServer(List<String> command) {
        return on(serverCpu, command);
    }

    /** The command that runs {@code command} on the load's CPU. */
    List<String> ofLoad(List<String> command) {
        return on(loadCpu, command);
    }

    private static List<String> on(int cpu, List<String> command) {
        if (cpu < 0) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(cpu)));
        pinned.addAll(command);
        return pinned;
    }

    /** Moves this whole process to the load's CPU. */
    public void moveThisProcess() throws IOException {
        if (loadCpu >= 0) {
            move(Integer.toString(loadCpu));
        }
    }

    /** Gives this whole process every CPU again. */
    public static void freeThisProcess() throws IOException {
        if (canPin()) {
            move("0-" + (CPUS - 1));
        }
    }

    private static void move(String cpus) throws IOException {
        long self = ProcessHandle.current().pid();
        if (!run(List.of("taskset", "-a", "-c", "-p", cpus, Long.toString(self)))) {
            throw new IOException("taskset could not move process " + self + " to CPU " + cpus);
        }
    }

    private static boolean run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public String toString() {
        if (serverCpu < 0) {
            return "not pinned to CPUs";
        }
        return serverCpu == loadCpu
                ? "server and load on CPU " + serverCpu
                : "server on CPU " + serverCpu + ", load on CPU " + loadCpu;
    }
}
