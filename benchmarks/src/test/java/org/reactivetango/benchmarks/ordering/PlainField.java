package org.reactivetango.benchmarks.ordering;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.reactivetango.core.lane.Lane;
import reactor.core.publisher.Mono;

/** Two threads enter one lane. Whoever is second sees what the first has written to a plain field. */
@JCStressTest
@Outcome(id = "0, 1, 2", expect = Expect.ACCEPTABLE, desc = "The first thread's operation came first.")
@Outcome(id = "1, 0, 2", expect = Expect.ACCEPTABLE, desc = "The second thread's operation came first.")
@Outcome(expect = Expect.FORBIDDEN, desc = "An update is lost.")
@State
public class PlainField {
    private final Lane lane = HandOver.lane();
    private int value;

    @Actor
    public void first(III_Result result) {
        lane.call("first", () -> {
                    result.r1 = value;
                    value = result.r1 + 1;
                    return Mono.empty();
                })
                .subscribe();
    }

    @Actor
    public void second(III_Result result) {
        lane.call("second", () -> {
                    result.r2 = value;
                    value = result.r2 + 1;
                    return Mono.empty();
                })
                .subscribe();
    }

    @Arbiter
    public void both(III_Result result) {
        result.r3 = value;
    }
}
