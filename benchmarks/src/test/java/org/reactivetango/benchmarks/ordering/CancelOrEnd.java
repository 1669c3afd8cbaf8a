package org.reactivetango.benchmarks.ordering;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.reactivetango.core.lane.Lane;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A caller gives up while its operation ends. The lane is free afterwards, whoever was first. */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "The lane is free, and the next has run.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The lane is held for ever.")
@State
public class CancelOrEnd {
    private final Lane lane = HandOver.lane();
    private final Sinks.Empty<Void> driver = Sinks.empty();
    private final Disposable caller;

    public CancelOrEnd() {
        caller = lane.call("slow", driver::asMono).subscribe();
    }

    @Actor
    public void caller() {
        caller.dispose();
    }

    @Actor
    public void driver() {
        driver.tryEmitEmpty();
    }

    @Arbiter
    public void next(II_Result result) {
        lane.call("next", () -> Mono.fromRunnable(() -> result.r2 = 1)).subscribe();
        result.r1 = lane.held() ? 1 : 0;
    }
}
