package org.reactivetango.testkit.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of 127.0.0.1 for programs that must be told theirs. */
final class FreePort {
    static final String HOST = "127.0.0.1";

    private FreePort() {}

    /** One that is free now; somebody may take it before the program does. */
    static int find() {
        try (ServerSocket socket = listen(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new PeerProcessException("no free port on " + HOST, e);
        }
    }

    static boolean isTaken(int port) {
        try (ServerSocket socket = listen(port)) {
            return !socket.isBound();
        } catch (IOException e) {
            return true;
        }
    }

    static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }
}
