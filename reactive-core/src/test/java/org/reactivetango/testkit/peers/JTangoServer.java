package org.reactivetango.testkit.peers;

import java.util.List;

/** A JTango device server with the attributes and commands of {@link PyTangoServer}. */
public final class JTangoServer extends PeerServer {
    private JTangoServer(Started started, List<String> devices) {
        super(started, devices);
    }

    /** Starts one with the device {@code test/peer/1}. */
    public static JTangoServer start() {
        return start("test/peer/1");
    }

    /** Starts one with these devices. */
    public static JTangoServer start(String... devices) {
        return new JTangoServer(
                start(port -> JTangoPrograms.program(
                                "JTango server", "JTangoServer", "-DOAIAddr=" + FreePort.HOST, "-DOAPort=" + port)
                        .command(INSTANCE, "-nodb", "-dlist", String.join(",", devices))),
                List.of(devices));
    }
}
