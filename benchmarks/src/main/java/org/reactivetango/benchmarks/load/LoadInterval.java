package org.reactivetango.benchmarks.load;

/**
 * What was seen while a server was kept under load.
 *
 * @param replies that arrived
 * @param nanos how long it took
 * @param loadCpuNanos CPU time of the generator's thread: when it is nearly {@code nanos}, the generator was the limit
 */
public record LoadInterval(long replies, long nanos, long loadCpuNanos) {
    /** Replies per second. */
    public double perSecond() {
        return replies * 1e9 / nanos;
    }

    /** How much of the time the generator was busy, 0 to 1. */
    public double loadBusy() {
        return (double) loadCpuNanos / nanos;
    }
}
