package org.reactivetango.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that runs as a process of its own, on a free port of this machine, until it is closed or this JVM ends. */
public final class ServerProcess implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String READY = "Ready to accept request";
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration END = Duration.ofSeconds(5);
    private static final int KEPT_LINES = 50;

    private final MeasuredServer server;
    private final Process process;
    private final int port;
    private final Thread end;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Deque<String> lastLines = new ArrayDeque<>();

    private ServerProcess(MeasuredServer server, Process process, int port) {
        this.server = server;
        this.process = process;
        this.port = port;
        this.end = new Thread(process::destroyForcibly, "end of " + server.name());
        Runtime.getRuntime().addShutdownHook(end);
    }

    /** Starts a server and waits until it says that it is ready. */
    public static ServerProcess start(MeasuredServer server, Pinning pinning) throws IOException, InterruptedException {
        int port = freePort();
        Process process = new ProcessBuilder(pinning.ofServer(server.commandAt(port)))
                .redirectErrorStream(true)
                .start();
        ServerProcess started = new ServerProcess(server, process, port);
        Thread reader = new Thread(started::readOutput, "output of " + server.name());
        reader.setDaemon(true);
        reader.start();
        if (!started.ready.await(START.toSeconds(), TimeUnit.SECONDS) || !process.isAlive()) {
            started.close();
            throw new IOException(server.name() + " did not get ready within " + START.toSeconds() + " s. It said:\n"
                    + started.said());
        }
        return started;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                keep(line);
                if (line.contains(READY)) {
                    ready.countDown();
                }
                line = lines.readLine();
            }
        } catch (IOException | UncheckedIOException closed) {
            keep("(its output broke off: " + closed.getMessage() + ")");
        } finally {
            ready.countDown();
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
    public String said() {
        synchronized (lastLines) {
            return String.join("\n", lastLines);
        }
    }

    public String name() {
        return server.name();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(LOOPBACK, port);
    }

    public long pid() {
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
