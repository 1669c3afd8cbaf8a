package org.reactivetango.core.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;

/**
 * Runs inputs through a probe, bounds what each may allocate, and counts. Time is processor time of the thread: what else
 * the machine does is not the decoder's. Confined to one thread.
 */
final class Meter {
    private static final long SLOW_NANOS = 50_000_000;

    /** Jazzer's engine puts hooks into strings and patterns, and they allocate on the same thread. */
    private static final int HOOKS = Ledger.ENGINE ? 8 : 1;

    /** What an input may allocate however short it is: readers, texts of exceptions, what probes compare. */
    private static final long FREE_BYTES = HOOKS * (128L << 10);

    /** What an input may allocate per byte of it, over all that a probe does with it. */
    private static final long BYTES_PER_BYTE = HOOKS * 256L;

    /** That often an input is tried again before it counts as slow: the first one to get somewhere loads classes. */
    private static final int TRIES = 3;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Probe probe;
    private Figures figures = Figures.NONE;

    Meter(Probe probe) {
        this.probe = probe;
    }

    Figures figures() {
        return figures;
    }

    void run(byte[] input) {
        long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
        long before = THREADS.getCurrentThreadCpuTime();
        boolean taken = probe.takes(input);
        long nanos = THREADS.getCurrentThreadCpuTime() - before;
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
        long most = FREE_BYTES + BYTES_PER_BYTE * input.length;
        if (allocated > most) {
            // Classes are loaded and call sites linked by the first input that gets there.
            allocated = allocatedAgain(input);
        }
        if (allocated > most) {
            throw new AssertionError(allocated + " bytes allocated for " + input.length + ": " + hex(input));
        }
        count(input, taken, nanos, allocated);
    }

    private void count(byte[] input, boolean taken, long nanos, long allocated) {
        boolean slowFirst = nanos > SLOW_NANOS;
        long least = slowFirst ? Math.min(nanos, leastNanosAgain(input)) : nanos;
        boolean slow = least > SLOW_NANOS;
        if (slow) {
            System.err.println("SLOW: " + least / 1_000_000 + " ms for " + hex(input));
        }
        figures = figures.plus(new Figures(
                1, input.length, taken ? 1 : 0, slow ? 1 : 0, slowFirst && !slow ? 1 : 0, least, allocated));
    }

    private long allocatedAgain(byte[] input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        boolean unused = probe.takes(input);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private long leastNanosAgain(byte[] input) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long before = THREADS.getCurrentThreadCpuTime();
            boolean unused = probe.takes(input);
            least = Math.min(least, THREADS.getCurrentThreadCpuTime() - before);
        }
        return least;
    }

    private static String hex(byte[] input) {
        return HexFormat.of().formatHex(input);
    }
}
