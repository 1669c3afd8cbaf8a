package org.reactivetango.client.session;

import org.reactivetango.core.rpc.ServerConnections;

/** Where the requests for a device go: a server, and which object of it. Two are the same only if they are one object. */
final class Target {
    private final ServerConnections server;
    private final byte[] objectKey;
    private final boolean forwarded;

    /** A place; {@code forwarded} if another server has sent us there and may send us elsewhere next time. */
    Target(ServerConnections server, byte[] objectKey, boolean forwarded) {
        this.server = server;
        this.objectKey = objectKey;
        this.forwarded = forwarded;
    }

    ServerConnections server() {
        return server;
    }

    byte[] objectKey() {
        return objectKey;
    }

    boolean forwarded() {
        return forwarded;
    }

    /** {@code host:port}. */
    String address() {
        return server.endpoint().address();
    }
}
