package org.reactivetango.benchmarks.ordering;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.reactivetango.core.lane.Lane;

/** The last two parts of an operation end at the same time: it ends once, and never comes back. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "The next has entered, once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The next entered twice or never, or the operation lives on.")
@State
public class LastParts {
    private final Lane lane = HandOver.lane();
    private final CountedOperation operation = new CountedOperation();
    private final CountedOperation next = new CountedOperation();

    public LastParts() {
        lane.enter(operation);
        operation.retain();
        lane.enter(next);
    }

    @Actor
    public void handler() {
        operation.done();
    }

    @Actor
    public void driver() {
        operation.releasePart();
    }

    @Arbiter
    public void next(II_Result result) {
        result.r1 = next.entries.get();
        result.r2 = operation.retain() ? 1 : 0;
    }
}
