package org.reactivetango.testkit.peers;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

/** A device server of another implementation, ready when it is there. */
public abstract sealed class PeerServer implements AutoCloseable permits TangoTestServer, PyTangoServer, JTangoServer {
    static final String INSTANCE = "peer";

    private static final String READY = "Ready to accept request";

    /** How often a port may be taken by somebody else between finding and binding it. */
    private static final int ATTEMPTS = 5;

    private final PeerProcess process;
    private final int port;
    private final List<String> devices;

    PeerServer(Started started, List<String> devices) {
        this.process = started.process();
        this.port = started.port();
        this.devices = List.copyOf(devices);
    }

    /** A server that listens on that port. */
    record Started(PeerProcess process, int port) {}

    /** Starts a program on a free port and waits until it is ready. */
    static Started start(IntFunction<PeerProcess.Builder> program) {
        return start(program, FreePort::find);
    }

    static Started start(IntFunction<PeerProcess.Builder> program, IntSupplier ports) {
        for (int attempt = 1; ; attempt++) {
            int port = ports.getAsInt();
            PeerProcess process = program.apply(port).start();
            try {
                process.awaitLine(READY);
                return new Started(process, port);
            } catch (PeerProcessException e) {
                process.close();
                if (attempt == ATTEMPTS || !FreePort.isTaken(port)) {
                    throw e;
                }
            }
        }
    }

    static String endPoint(int port) {
        return "giop:tcp:" + FreePort.HOST + ":" + port;
    }

    /** The address it listens on. */
    public String host() {
        return FreePort.HOST;
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The name of its first device, {@code domain/family/member}. */
    public String device() {
        return devices.get(0);
    }

    /** The name under which any client reaches its first device. */
    public String url() {
        return url(device());
    }

    /** The name under which any client reaches one of its devices, or {@code dserver/...}. */
    public String url(String device) {
        return "tango://" + host() + ":" + port + "/" + device + "#dbase=no";
    }

    /** The process it is. */
    public PeerProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public String toString() {
        return process + " at " + url();
    }
}
