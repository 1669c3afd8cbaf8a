package org.reactivetango.core.limits;

import java.time.Duration;

/**
 * The bounds of the runtime. Zero never means unlimited: every bound is at least 1, and a value outside its range is
 * refused when the record is built.
 *
 * @param maxMessageBytes largest GIOP message, header included, after its fragments are put together
 * @param maxNesting deepest encapsulation, TypeCode or pipe blob
 * @param maxFragments most fragments of one message
 * @param maxInFlightPerConnection requests a server works on for one connection before it stops reading from it
 * @param maxQueuedPerLane operations waiting for one lane
 * @param maxConnections connections a server accepts
 * @param headerTimeout how long a started message header may stay incomplete
 * @param messageTimeout how long a started message may stay incomplete, and how long a peer may take nothing of what it is
 *     sent
 * @param laneWait how long an operation may wait for its lane; Tango's serialization timeout
 * @param serverIdleTimeout after which a server closes a connection without traffic
 * @param clientIdleTimeout after which a client closes a connection without traffic
 */
public record Limits(
        int maxMessageBytes,
        int maxNesting,
        int maxFragments,
        int maxInFlightPerConnection,
        int maxQueuedPerLane,
        int maxConnections,
        Duration headerTimeout,
        Duration messageTimeout,
        Duration laneWait,
        Duration serverIdleTimeout,
        Duration clientIdleTimeout) {

    /** 256 MiB: the largest message other Tango peers accept. */
    public static final int LARGEST_MESSAGE_BYTES = 256 << 20;

    /** The bounds of the project's design, section 9. */
    public static final Limits DEFAULT = new Limits(
            16 << 20,
            32,
            1024,
            128,
            1000,
            10_000,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMillis(3200),
            Duration.ofSeconds(180),
            Duration.ofSeconds(120));

    public Limits {
        inRange("maxMessageBytes", maxMessageBytes, 64, LARGEST_MESSAGE_BYTES);
        inRange("maxNesting", maxNesting, 1, 256);
        inRange("maxFragments", maxFragments, 1, 1 << 20);
        inRange("maxInFlightPerConnection", maxInFlightPerConnection, 1, 1 << 20);
        inRange("maxQueuedPerLane", maxQueuedPerLane, 1, 1 << 20);
        inRange("maxConnections", maxConnections, 1, 1 << 20);
        positive("headerTimeout", headerTimeout);
        positive("messageTimeout", messageTimeout);
        positive("laneWait", laneWait);
        positive("serverIdleTimeout", serverIdleTimeout);
        positive("clientIdleTimeout", clientIdleTimeout);
    }

    /** The same bounds with another largest message, for devices with big images. */
    public Limits withMaxMessageBytes(int bytes) {
        return new Limits(
                bytes,
                maxNesting,
                maxFragments,
                maxInFlightPerConnection,
                maxQueuedPerLane,
                maxConnections,
                headerTimeout,
                messageTimeout,
                laneWait,
                serverIdleTimeout,
                clientIdleTimeout);
    }

    /** The same bounds with another limit to waiting for a lane, for devices whose operations take long. */
    public Limits withLaneWait(Duration longest) {
        return new Limits(
                maxMessageBytes,
                maxNesting,
                maxFragments,
                maxInFlightPerConnection,
                maxQueuedPerLane,
                maxConnections,
                headerTimeout,
                messageTimeout,
                longest,
                serverIdleTimeout,
                clientIdleTimeout);
    }

    /** The same bounds with another number of connections, for servers with few clients. */
    public Limits withMaxConnections(int connections) {
        return new Limits(
                maxMessageBytes,
                maxNesting,
                maxFragments,
                maxInFlightPerConnection,
                maxQueuedPerLane,
                connections,
                headerTimeout,
                messageTimeout,
                laneWait,
                serverIdleTimeout,
                clientIdleTimeout);
    }

    private static void inRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be between " + least + " and " + most + ", not " + value);
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}
