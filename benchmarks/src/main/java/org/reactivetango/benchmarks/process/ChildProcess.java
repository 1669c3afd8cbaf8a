package org.reactivetango.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process that ends when it is closed, or with this JVM. What it says is read all the time, and its end kept. */
final class ChildProcess implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(10);
    private static final int KEPT_LINES = 50;

    private final Process process;
    private final Thread end;
    private final Deque<String> lastLines = new ArrayDeque<>();

    private ChildProcess(String name, Process process) {
        this.process = process;
        this.end = new Thread(process::destroyForcibly, "end of " + name);
        Runtime.getRuntime().addShutdownHook(end);
    }

    /**
     * Starts a process.
     *
     * @param line told of each line of its output, on a thread of its own
     * @param silent told when there will be no more of them
     */
    static ChildProcess start(String name, List<String> command, Consumer<String> line, Runnable silent)
            throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        ChildProcess child = new ChildProcess(name, process);
        Thread reader = new Thread(() -> child.readOutput(line, silent), "output of " + name);
        reader.setDaemon(true);
        reader.start();
        return child;
    }

    private void readOutput(Consumer<String> told, Runnable silent) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                keep(line);
                told.accept(line);
                line = lines.readLine();
            }
        } catch (IOException | UncheckedIOException closed) {
            keep("(its output broke off: " + closed.getMessage() + ")");
        } finally {
            silent.run();
        }
    }

    private void keep(String line) {
        synchronized (lastLines) {
            lastLines.addLast(line);
            if (lastLines.size() > KEPT_LINES) {
                lastLines.removeFirst();
            }
        }
    }

    /** The last lines of its output. */
    String said() {
        synchronized (lastLines) {
            return String.join("\n", lastLines);
        }
    }

    OutputStream input() {
        return process.getOutputStream();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Ends the process: asks it, and makes it after a few seconds. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(END.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException endingAlready) {
            // The hook is running, or about to.
        }
    }
}
