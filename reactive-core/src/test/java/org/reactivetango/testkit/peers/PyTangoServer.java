package org.reactivetango.testkit.peers;

import java.util.List;

/**
 * A PyTango device server; {@code pytango_server.py} lists its attributes and commands, whose names are those of
 * TangoTest where that has them.
 */
public final class PyTangoServer extends PeerServer {
    private static final String DEVICE = "test/peer/1";

    /** How the server runs what a client asks for. */
    public enum Green {
        /** A thread per client and a lock per device. */
        SYNCHRONOUS,
        /** On an asyncio loop. */
        ASYNCIO
    }

    private PyTangoServer(Started started, List<String> devices) {
        super(started, devices);
    }

    /** Starts one with the device {@code test/peer/1}. */
    public static PyTangoServer start(Green green) {
        return start(green, DEVICE);
    }

    /** Starts one with these devices. */
    public static PyTangoServer start(Green green, String... devices) {
        return new PyTangoServer(start(port -> program(green, port, List.of(), devices)), List.of(devices));
    }

    /** Starts one with the device {@code test/peer/1} that keeps properties: in a file, which is gone when it ends. */
    public static PyTangoServer startWithProperties() {
        return new PyTangoServer(start(port -> withProperties(port)), List.of(DEVICE));
    }

    /** Starts one with the device {@code test/peer/1}, without properties, that pushes events. */
    public static PyTangoServer startPushing(Green green) {
        return new PyTangoServer(start(port -> program(green, port, List.of("--pushes"), DEVICE)), List.of(DEVICE));
    }

    /** Starts one with the device {@code test/peer/1} that keeps properties and pushes events. */
    public static PyTangoServer startPushingWithProperties() {
        return new PyTangoServer(start(port -> withProperties(port, "--pushes")), List.of(DEVICE));
    }

    /** Starts another that keeps properties and pushes events on the port of this one, which has been closed. */
    public PyTangoServer startPushingAgain() {
        return new PyTangoServer(start(port -> withProperties(port, "--pushes"), this::port), List.of(DEVICE));
    }

    private static PeerProcess.Builder withProperties(int port, String... options) {
        return kit().resource(PyTangoServer.class, "pytango_server.properties")
                .command(Peers.PYTHON, "pytango_server.py")
                .command(options)
                .command(INSTANCE, "-file=pytango_server.properties", "-ORBendPoint", endPoint(port));
    }

    private static PeerProcess.Builder kit() {
        Peers.requirePyTango();
        return PeerProcess.named("PyTango server").resource(PyTangoServer.class, "pytango_server.py");
    }

    private static PeerProcess.Builder program(Green green, int port, List<String> options, String... devices) {
        PeerProcess.Builder program = kit().command(Peers.PYTHON, "pytango_server.py");
        if (green == Green.ASYNCIO) {
            program.command("--green", "asyncio");
        }
        return program.command(options.toArray(String[]::new))
                .command(INSTANCE, "-nodb", "-dlist", String.join(",", devices))
                .command("-ORBendPoint", endPoint(port));
    }
}
