package org.reactivetango.server.events;

import org.reactivetango.core.zmq.PublisherOptions;

/**
 * What is given of the sockets of a server.
 *
 * @param host on which the server listens
 * @param heartbeatPort 0 for any free one
 * @param eventPort 0 for any free one
 * @param events how many may wait, for all and for one subscriber
 */
public record SocketOptions(String host, int heartbeatPort, int eventPort, PublisherOptions events) {
    /** With nothing given but the host. */
    public static SocketOptions of(String host) {
        return new SocketOptions(host, 0, 0, PublisherOptions.DEFAULT);
    }

    /** Whether somebody relies on a port. */
    boolean hasFixedPort() {
        return heartbeatPort != 0 || eventPort != 0;
    }
}
