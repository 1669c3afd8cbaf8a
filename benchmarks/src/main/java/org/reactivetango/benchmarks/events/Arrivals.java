package org.reactivetango.benchmarks.events;

import java.util.Arrays;

/** What came at one subscriber; told by one thread, looked at by others when it is still. */
final class Arrivals {
    private static final int MOST = 1 << 20;

    private final long[] latencies;
    private volatile long delivered;
    private volatile long missed;
    private long lastNanos;

    /**
     * Nothing came yet.
     *
     * @param subscribers who share the room for latencies
     */
    Arrivals(int subscribers) {
        latencies = new long[MOST / subscribers];
    }

    /** An event that was pushed then. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
    void event(long pushedNanos) {
        long now = System.nanoTime();
        if (delivered < latencies.length) {
            latencies[(int) delivered] = now - pushedNanos;
        }
        lastNanos = now;
        delivered++;
    }

    /** Events that were lost, and told so. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
    void missed(long count) {
        missed += count;
    }

    long delivered() {
        return delivered;
    }

    long missed() {
        return missed;
    }

    /** When the last came. */
    long lastNanos() {
        return lastNanos;
    }

    /** How long each took, the first of them. */
    long[] latencies() {
        return Arrays.copyOf(latencies, (int) Math.min(latencies.length, delivered));
    }
}
