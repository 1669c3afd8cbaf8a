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

/** Devices on two loops call one on a third: each finds what the other's call has written to a plain field there. */
@JCStressTest
@Outcome(id = "0, 1, 2", expect = Expect.ACCEPTABLE, desc = "The first device's call came first.")
@Outcome(id = "1, 0, 2", expect = Expect.ACCEPTABLE, desc = "The second device's call came first.")
@Outcome(expect = Expect.FORBIDDEN, desc = "An update is lost.")
@State
public class TwoLoops {
    private final Lane first = HandOver.lane();
    private final Lane second = HandOver.lane();
    private final Lane called = HandOver.lane();
    private int value;

    private Mono<Integer> increment() {
        int before = value;
        value = before + 1;
        return Mono.just(before);
    }

    @Actor
    public void first(III_Result result) {
        first.call("first", () -> called.call("increment", this::increment)).subscribe(before -> result.r1 = before);
    }

    @Actor
    public void second(III_Result result) {
        second.call("second", () -> called.call("increment", this::increment)).subscribe(before -> result.r2 = before);
    }

    @Arbiter
    public void both(III_Result result) {
        result.r3 = value;
    }
}
