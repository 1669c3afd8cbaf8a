package org.reactivetango.benchmarks.client;

import java.util.Arrays;

/** How long calls took, the first million of them; confined to one thread. */
final class Latencies {
    private static final int MOST = 1 << 20;

    private final long[] nanos = new long[MOST];
    private int recorded;
    private long calls;

    void add(long latencyNanos) {
        calls++;
        if (recorded < MOST) {
            nanos[recorded++] = latencyNanos;
        }
    }

    long calls() {
        return calls;
    }

    /** What was recorded, in no order. */
    long[] recorded() {
        return Arrays.copyOf(nanos, recorded);
    }
}
