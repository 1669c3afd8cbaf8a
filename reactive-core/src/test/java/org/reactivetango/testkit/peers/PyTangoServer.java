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

    private static PeerProcess.Builder program(Green green, int port, String... devices) {
        Peers.requirePyTango();
        PeerProcess.Builder program = PeerProcess.named("PyTango server")
                .resource(PyTangoServer.class, "pytango_server.py")
                .command(Peers.PYTHON, "pytango_server.py");
        if (green == Green.ASYNCIO) {
            program.command("--green", "asyncio");
        }
        return program.command(INSTANCE, "-nodb", "-dlist", String.join(",", devices))
                .command("-ORBendPoint", endPoint(port));
    }
}
