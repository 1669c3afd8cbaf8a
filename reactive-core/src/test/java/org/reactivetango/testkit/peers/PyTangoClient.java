package org.reactivetango.testkit.peers;

/** A client of PyTango 9.3, from the Debian package {@code python3-tango}. */
public final class PyTangoClient extends PeerClient {
    private PyTangoClient(PeerProcess.Builder program) {
        super(program);
    }

    /** Starts one. */
    public static PyTangoClient start() {
        Peers.requirePyTango();
        return new PyTangoClient(PeerProcess.named("PyTango client")
                .resource(PyTangoClient.class, "pytango_client.py")
                .command(Peers.PYTHON, "pytango_client.py"));
    }
}
