package org.reactivetango.core.limits;

import java.time.Duration;

/**
 * How a client uses connections to a server. Immutable; every method named like a component gives a changed copy:
 * {@code ConnectionPolicy.DEFAULT.maxConnectionsPerServer(8)}.
 *
 * <p>A server of ours has one connection, whatever is said here: it works on many calls of one connection at the same
 * time and honours cancels. Any other server has several, because it may let a call wait behind a slow one on the same
 * connection, and because a cancelled call there keeps its place until the late reply.
 *
 * @param maxConnectionsPerServer most connections to one foreign server; a server in C++ changes its threading model at 55
 *     of all its clients together
 * @param maxOutstandingPerServer most calls sent to one foreign server and not answered; JTango refuses beyond about 100
 * @param maxOutstandingPerOwnServer the same for a server of ours
 * @param maxWaitingPerServer most calls that wait for a place among those; more are refused at once
 * @param connectTimeout how long opening a connection may take
 * @param retryRefused whether a call waits, within its timeout, for a server that cannot be reached now, as one that
 *     restarts; if not, it fails at the first refusal
 * @param firstRetry how long after a refusal the next attempt follows; twice as long after the next one, and so on
 * @param longestRetry how long at most
 */
public record ConnectionPolicy(
        int maxConnectionsPerServer,
        int maxOutstandingPerServer,
        int maxOutstandingPerOwnServer,
        int maxWaitingPerServer,
        Duration connectTimeout,
        boolean retryRefused,
        Duration firstRetry,
        Duration longestRetry) {

    /** 4 connections, 64 outstanding (1,024 with a server of ours), 10,000 waiting, 3 s, 50 ms doubling to 500 ms. */
    public static final ConnectionPolicy DEFAULT = new ConnectionPolicy(
            4, 64, 1024, 10_000, Duration.ofSeconds(3), true, Duration.ofMillis(50), Duration.ofMillis(500));

    public ConnectionPolicy {
        atLeastOne("maxConnectionsPerServer", maxConnectionsPerServer);
        atLeastOne("maxOutstandingPerServer", maxOutstandingPerServer);
        atLeastOne("maxOutstandingPerOwnServer", maxOutstandingPerOwnServer);
        atLeastOne("maxWaitingPerServer", maxWaitingPerServer);
        positive("connectTimeout", connectTimeout);
        positive("firstRetry", firstRetry);
        positive("longestRetry", longestRetry);
        if (longestRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException(
                    "longestRetry must not be shorter than firstRetry: " + longestRetry + " and " + firstRetry);
        }
    }

    public ConnectionPolicy maxConnectionsPerServer(int most) {
        return new ConnectionPolicy(
                most,
                maxOutstandingPerServer,
                maxOutstandingPerOwnServer,
                maxWaitingPerServer,
                connectTimeout,
                retryRefused,
                firstRetry,
                longestRetry);
    }

    public ConnectionPolicy maxOutstandingPerServer(int most) {
        return new ConnectionPolicy(
                maxConnectionsPerServer,
                most,
                maxOutstandingPerOwnServer,
                maxWaitingPerServer,
                connectTimeout,
                retryRefused,
                firstRetry,
                longestRetry);
    }

    public ConnectionPolicy maxOutstandingPerOwnServer(int most) {
        return new ConnectionPolicy(
                maxConnectionsPerServer,
                maxOutstandingPerServer,
                most,
                maxWaitingPerServer,
                connectTimeout,
                retryRefused,
                firstRetry,
                longestRetry);
    }

    public ConnectionPolicy maxWaitingPerServer(int most) {
        return new ConnectionPolicy(
                maxConnectionsPerServer,
                maxOutstandingPerServer,
                maxOutstandingPerOwnServer,
                most,
                connectTimeout,
                retryRefused,
                firstRetry,
                longestRetry);
    }

    public ConnectionPolicy connectTimeout(Duration timeout) {
        return new ConnectionPolicy(
                maxConnectionsPerServer,
                maxOutstandingPerServer,
                maxOutstandingPerOwnServer,
                maxWaitingPerServer,
                timeout,
                retryRefused,
                firstRetry,
                longestRetry);
    }

    public ConnectionPolicy retryRefused(boolean retry) {
        return new ConnectionPolicy(
                maxConnectionsPerServer,
                maxOutstandingPerServer,
                maxOutstandingPerOwnServer,
                maxWaitingPerServer,
                connectTimeout,
                retry,
                firstRetry,
                longestRetry);
    }

    /** How long after a refusal the next attempt follows: {@code first}, then twice as long each time, up to {@code longest}. */
    public ConnectionPolicy retryAfter(Duration first, Duration longest) {
        return new ConnectionPolicy(
                maxConnectionsPerServer,
                maxOutstandingPerServer,
                maxOutstandingPerOwnServer,
                maxWaitingPerServer,
                connectTimeout,
                retryRefused,
                first,
                longest);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}
