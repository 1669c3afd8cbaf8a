package org.reactivetango.benchmarks.ordering;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.reactivetango.core.lane.Lane;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** An operation ends on a thread of its own, as a driver's does. Those behind it, waiting or new, see what it has written. */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Both came after it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "One came before its end, or did not see it.")
@State
public class EndElsewhere {
    private final Lane lane = HandOver.lane();
    private final Sinks.Empty<Void> driver = Sinks.empty();
    private int written;
    private int seenByTheWaiting;

    public EndElsewhere() {
        lane.call("slow", driver::asMono).subscribe();
        lane.call("waiting", () -> {
                    seenByTheWaiting = written;
                    return Mono.empty();
                })
                .subscribe();
    }

    @Actor
    public void driver() {
        written = 1;
        driver.tryEmitEmpty().orThrow();
    }

    @Actor
    public void newcomer(II_Result result) {
        lane.call("new", () -> {
                    result.r2 = written;
                    return Mono.empty();
                })
                .subscribe();
    }

    @Arbiter
    public void waiting(II_Result result) {
        result.r1 = seenByTheWaiting;
    }
}
