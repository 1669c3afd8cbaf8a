package org.reactivetango.benchmarks.ordering;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.reactivetango.core.lane.Lane;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What has to fail: an operation that says it has ended before it has. Whoever runs these tests expects that. */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both updates are there.")
@Outcome(expect = Expect.FORBIDDEN, desc = "An update is lost.")
@State
public class LostUpdate {
    private final Lane lane = HandOver.lane();
    private final Sinks.Empty<Void> bothHaveRead = Sinks.empty();
    private int value;

    private Mono<Void> update() {
        int seen = value;
        bothHaveRead.asMono().subscribe(nothing -> {}, e -> {}, () -> value = seen + 1);
        return Mono.empty();
    }

    @Actor
    public void first() {
        lane.call("first", this::update).subscribe();
    }

    @Actor
    public void second() {
        lane.call("second", this::update).subscribe();
    }

    @Arbiter
    public void both(I_Result result) {
        bothHaveRead.tryEmitEmpty();
        result.r1 = value;
    }
}
