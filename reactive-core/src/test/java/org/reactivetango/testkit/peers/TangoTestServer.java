package org.reactivetango.testkit.peers;

import java.util.List;

/** The TangoTest of cppTango, from the Debian package {@code tango-test}. */
public final class TangoTestServer extends PeerServer {
    private TangoTestServer(Started started, List<String> devices) {
        super(started, devices);
    }

    /** Starts one with the device {@code sys/tg_test/1}. */
    public static TangoTestServer start() {
        return start("sys/tg_test/1");
    }

    /** Starts one with these devices. */
    public static TangoTestServer start(String... devices) {
        Peers.requireTangoTest();
        return new TangoTestServer(start(port -> program(port, devices)), List.of(devices));
    }

    /** Starts this one, which has been closed, on its port again. */
    public TangoTestServer startAgain() {
        String[] devices = {device()};
        return new TangoTestServer(start(port -> program(port, devices), this::port), List.of(devices));
    }

    private static PeerProcess.Builder program(int port, String... devices) {
        return PeerProcess.named("TangoTest")
                .command(Peers.TANGO_TEST, INSTANCE, "-nodb", "-dlist", String.join(",", devices))
                .command("-ORBendPoint", endPoint(port));
    }
}
