package org.reactivetango.testkit.peers;

import java.util.List;

/**
 * A PyTango device server; {@code pytango_server.py} lists its attributes and commands, whose names are those of
 * TangoTest where that has them.
 */
public final class PyTangoServer extends PeerServer {
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
        return start(green, "test/peer/1");
    }

    /** Starts one with these devices. */
    public static PyTangoServer start(Green green, String... devices) {
        return new PyTangoServer(start(port -> program(green, port, devices)), List.of(devices));
    }

    /** Starts one with the device {@code test/peer/1} that keeps properties: in a file, which is gone when it ends. */
    public static PyTangoServer startWithProperties() {
        return new PyTangoServer(
                start(port -> kit().resource(PyTangoServer.class, "pytango_server.properties")
                        .command(Peers.PYTHON, "pytango_server.py", INSTANCE, "-file=pytango_server.properties")
                        .command("-ORBendPoint", endPoint(port))),
                List.of("test/peer/1"));
    }

    private static PeerProcess.Builder kit() {
        Peers.requirePyTango();
        return PeerProcess.named("PyTango server").resource(PyTangoServer.class, "pytango_server.py");
    }

    private static PeerProcess.Builder program(Green green, int port, String... devices) {
        PeerProcess.Builder program = kit().command(Peers.PYTHON, "pytango_server.py");
        if (green == Green.ASYNCIO) {
            program.command("--green", "asyncio");
        }
        return program.command(INSTANCE, "-nodb", "-dlist", String.join(",", devices))
                .command("-ORBendPoint", endPoint(port));
    }
}
