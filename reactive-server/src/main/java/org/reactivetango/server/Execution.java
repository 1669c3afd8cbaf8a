package org.reactivetango.server;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivetango.server.polling.Polling;

/**
 * Where handlers run, what becomes of them when their client goes, and how often they run without a client.
 *
 * @param lane the name of their lane; null for that of the device
 * @param cancellable whether they are cancelled; else they finish
 * @param polled how they are polled; null if they are not
 */
record Execution(
        @Nullable String lane,
        boolean cancellable,
        @Nullable Polled polled) {
    static final Execution DEFAULT = new Execution(null, false, null);

    private static final Duration MOST_PERIOD = Duration.ofMillis(Integer.MAX_VALUE);
    private static final int MOST_DEPTH = 10_000;

    /**
     * How something is polled.
     *
     * @param period whole milliseconds, at least 5
     * @param depth how many results are kept
     */
    record Polled(Duration period, int depth) {}

    Execution lane(String name) {
        return new Execution(name, cancellable, polled);
    }

    Execution asCancellable() {
        return new Execution(lane, true, polled);
    }

    /**
     * Polled every {@code period}.
     *
     * @param what is polled, for errors
     */
    Execution polled(String what, Duration period, int depth) {
        if (period.compareTo(Polling.LEAST_PERIOD) < 0 || period.compareTo(MOST_PERIOD) > 0) {
            throw new IllegalArgumentException(what + " cannot be polled every " + period + ": "
                    + Polling.LEAST_PERIOD.toMillis() + " ms is the least, " + MOST_PERIOD.toMillis()
                    + " ms the most");
        }
        if (period.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException(
                    what + " cannot be polled every " + period + ": a period is a whole number of milliseconds");
        }
        if (depth < 1 || depth > MOST_DEPTH) {
            throw new IllegalArgumentException(
                    what + " cannot keep " + depth + " polled results: use 1 to " + MOST_DEPTH);
        }
        return new Execution(lane, cancellable, new Polled(period, depth));
    }
}
