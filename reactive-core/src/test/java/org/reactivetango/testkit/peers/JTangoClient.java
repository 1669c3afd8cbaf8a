package org.reactivetango.testkit.peers;

/** A client of JTango 9.7. */
public final class JTangoClient extends PeerClient {
    private JTangoClient(PeerProcess.Builder program) {
        super(program);
    }

    /** Starts one. */
    public static JTangoClient start() {
        return new JTangoClient(JTangoPrograms.program("JTango client", "JTangoClient"));
    }
}
