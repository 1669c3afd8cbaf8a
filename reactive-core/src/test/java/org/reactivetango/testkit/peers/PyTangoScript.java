package org.reactivetango.testkit.peers;

import java.util.List;

/** A Python script that uses PyTango, run from its beginning to its end. */
public final class PyTangoScript {
    private PyTangoScript() {}

    /**
     * Runs a script.
     *
     * @param owner the class beside which the script is a resource
     * @return the lines it has printed
     * @throws PeerProcessException if it fails; the message has what it has printed
     */
    public static List<String> run(Class<?> owner, String script, String... arguments) {
        Peers.requirePyTango();
        try (PeerProcess process = PeerProcess.named(script)
                .resource(owner, script)
                .command(Peers.PYTHON, script)
                .command(arguments)
                .start()) {
            return process.awaitSuccess();
        }
    }
}
