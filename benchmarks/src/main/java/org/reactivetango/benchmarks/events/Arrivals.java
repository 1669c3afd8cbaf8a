package org.reactivetango.benchmarks.events;

import java.util.Arrays;

/** What came at one subscriber; told by one thread, looked at by others when it is still. */
final class Arrivals {
    private static final int MOST = 1 << 20;

    private final long[] latencies = new long[MOST];
    private volatile long delivered;
    private volatile long missed;
    private long lastNanos;

    /** An event that was pushed then. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
    void event(long pushedNanos) {
        long now = System.nanoTime();
        if (delivered < MOST) {
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

    /** How long each took, the first million of them. */
    long[] latencies() {
        return Arrays.copyOf(latencies, (int) Math.min(MOST, delivered));
    }
}
