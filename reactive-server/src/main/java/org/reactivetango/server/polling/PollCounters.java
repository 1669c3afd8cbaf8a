package org.reactivetango.server.polling;

import java.util.concurrent.atomic.LongAdder;

/** What has become of the polling of a server. Counted on its loops, read by any thread. */
public final class PollCounters {
    private final LongAdder begun = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder skipped = new LongAdder();

    void begun(boolean isLate) {
        begun.increment();
        if (isLate) {
            late.increment();
        }
    }

    void skipped(long periods) {
        skipped.add(periods);
    }

    /** Readings that were begun. */
    public long begun() {
        return begun.sum();
    }

    /** Those of them that began late: by more than a fiftieth of the period, and more than 2 ms. */
    public long late() {
        return late.sum();
    }

    /** Periods without a reading of their own. */
    public long skipped() {
        return skipped.sum();
    }
}
