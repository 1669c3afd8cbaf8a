package org.reactivetango.benchmarks.ordering;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.reactivetango.core.lane.Lane;

/** A child is made while its parent ends. Either it is too late, or the lane is kept until it has ended, too. */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "In time: nobody entered before its end.")
@Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "Too late.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The next entered too early, twice or never.")
@State
public class RetainOrEnd {
    private final Lane lane = HandOver.lane();
    private final CountedOperation parent = new CountedOperation();
    private final CountedOperation next = new CountedOperation();

    public RetainOrEnd() {
        lane.enter(parent);
        lane.enter(next);
    }

    @Actor
    public void child(III_Result result) {
        if (parent.retain()) {
            result.r1 = 1;
            result.r2 = next.entries.get();
            parent.releasePart();
        }
    }

    @Actor
    public void end() {
        parent.done();
    }

    @Arbiter
    public void next(III_Result result) {
        result.r3 = next.entries.get();
    }
}
