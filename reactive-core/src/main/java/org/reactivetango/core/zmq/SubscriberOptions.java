package org.reactivetango.core.zmq;

import java.time.Duration;

/**
 * The bounds of a subscriber.
 *
 * @param receiveHighWaterMark messages that wait in the socket for the owner thread, for each connection
 * @param maxFilters topics that can be subscribed at a time
 * @param maxMessageBytes longest part of a message
 * @param maxUndelivered messages that wait for the loop; while so many do, no more are taken out of the socket
 * @param maxUndeliveredBytes the same in bytes
 * @param handshakeTimeout after which a connection that does not get to talk is given up and made again
 * @param reconnectInterval after which a lost connection is tried again for the first time
 * @param longestReconnectInterval between two tries
 */
public record SubscriberOptions(
        int receiveHighWaterMark,
        int maxFilters,
        int maxMessageBytes,
        int maxUndelivered,
        long maxUndeliveredBytes,
        Duration handshakeTimeout,
        Duration reconnectInterval,
        Duration longestReconnectInterval) {

    public static final SubscriberOptions DEFAULT = new SubscriberOptions(
            1000,
            100_000,
            16 << 20,
            16_384,
            32L << 20,
            Duration.ofSeconds(2),
            Duration.ofMillis(100),
            Duration.ofSeconds(1));

    public SubscriberOptions {
        Bounds.positive("receiveHighWaterMark", receiveHighWaterMark);
        Bounds.positive("maxFilters", maxFilters);
        Bounds.positive("maxMessageBytes", maxMessageBytes);
        Bounds.positive("maxUndelivered", maxUndelivered);
        Bounds.positive("maxUndeliveredBytes", maxUndeliveredBytes);
        Bounds.positive("handshakeTimeout", handshakeTimeout.toMillis());
        Bounds.positive("reconnectInterval", reconnectInterval.toMillis());
        Bounds.positive("longestReconnectInterval", longestReconnectInterval.toMillis());
    }

    /** The same with another bound for each connection: what a server recommends when it is asked for its channel. */
    public SubscriberOptions withReceiveHighWaterMark(int messages) {
        return new SubscriberOptions(
                messages,
                maxFilters,
                maxMessageBytes,
                maxUndelivered,
                maxUndeliveredBytes,
                handshakeTimeout,
                reconnectInterval,
                longestReconnectInterval);
    }
}
