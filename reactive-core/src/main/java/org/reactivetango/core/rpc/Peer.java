package org.reactivetango.core.rpc;

import org.reactivetango.core.limits.ConnectionPolicy;

/** What kind of server is at the other end, and so how its connections are used. */
public enum Peer {
    /** Not found out yet: one connection, used with the care that a foreign server needs. */
    UNKNOWN,
    /** A server of ours: one connection for everything, and it is told which calls were given up. */
    OWN,
    /** Any other server: several connections, and what was given up keeps its place until the late reply. */
    FOREIGN;

    boolean honoursCancels() {
        return this == OWN;
    }

    int maxConnections(ConnectionPolicy policy) {
        return this == FOREIGN ? policy.maxConnectionsPerServer() : 1;
    }

    int maxOutstanding(ConnectionPolicy policy) {
        return this == OWN ? policy.maxOutstandingPerOwnServer() : policy.maxOutstandingPerServer();
    }
}
