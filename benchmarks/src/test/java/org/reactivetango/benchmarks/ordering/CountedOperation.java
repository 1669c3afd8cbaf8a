package org.reactivetango.benchmarks.ordering;

import java.util.concurrent.atomic.AtomicInteger;
import org.reactivetango.core.error.LaneRejectedException;
import org.reactivetango.core.lane.LaneOperation;

/** An operation that holds its lane until somebody ends it, and counts how often it has entered. */
final class CountedOperation extends LaneOperation {
    final AtomicInteger entries = new AtomicInteger();

    @Override
    protected void entered() {
        entries.incrementAndGet();
    }

    @Override
    protected void rejected(LaneRejectedException reason) {
        throw reason;
    }

    @Override
    protected boolean abandoned() {
        return false;
    }

    @Override
    protected String description() {
        return "a counted operation";
    }
}
