package org.reactivetango.benchmarks.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server that runs as a process of its own, on a free port of this machine, until it is closed or this JVM ends. */
public final class ServerProcess implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String READY = "Ready to accept request";
    private static final Duration START = Duration.ofSeconds(60);

    private final MeasuredServer server;
    private final ChildProcess process;
    private final int port;

    private ServerProcess(MeasuredServer server, ChildProcess process, int port) {
        this.server = server;
        this.process = process;
        this.port = port;
    }

    /** Starts a server and waits until it says that it is ready, or nothing more. */
    public static ServerProcess start(MeasuredServer server, Pinning pinning) throws IOException, InterruptedException {
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        ServerProcess started = launch(server, pinning, ready);
        if (!ready.completeOnTimeout(false, START.toSeconds(), TimeUnit.SECONDS).join()) {
            started.close();
            throw new IOException(server.name() + " did not get ready within " + START.toSeconds() + " s. It said:\n"
                    + started.said());
        }
        return started;
    }

    /** Starts a server and does not wait for anything. */
    public static ServerProcess launch(MeasuredServer server, Pinning pinning) throws IOException {
        return launch(server, pinning, new CompletableFuture<>());
    }

    private static ServerProcess launch(MeasuredServer server, Pinning pinning, CompletableFuture<Boolean> ready)
            throws IOException {
        int port = freePort();
        ChildProcess process = ChildProcess.start(
                server.name(),
                pinning.ofServer(server.commandAt(port)),
                line -> {
                    if (line.contains(READY)) {
                        ready.complete(true);
                    }
                },
                () -> ready.complete(false));
        return new ServerProcess(server, process, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }

    /** The last lines of its output. */
    public String said() {
        return process.said();
    }

    public String name() {
        return server.name();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(LOOPBACK, port);
    }

    /** The name under which any client reaches one of its devices. */
    public String url(String device) {
        return "tango://" + LOOPBACK.getHostAddress() + ":" + port + "/" + device + "#dbase=no";
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process: asks it, and makes it after a few seconds. */
    @Override
    public void close() {
        process.close();
    }
}
