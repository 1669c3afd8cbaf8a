package org.reactivetango.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.reactivetango.core.error.LaneRejectedException;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.LaneOperation;
import org.reactivetango.core.limits.Limits;
import reactor.core.publisher.Mono;

/** What it costs to be alone on a device. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class LaneBenchmark {
    private final StillLoop loop = new StillLoop();
    private final Lane lane = new Lane("a/b/c", loop, Limits.DEFAULT);
    private final Mono<Integer> call = lane.call("one", () -> Mono.just(1));
    private final Passer passer = new Passer();

    /** An idle lane, entered and left. */
    @Benchmark
    public boolean atHand() {
        boolean entered = lane.tryEnter();
        lane.leave();
        return entered;
    }

    /** Through the queue: one holds the lane, the other waits for it. */
    @Benchmark
    public int queued() {
        lane.tryEnter();
        lane.enter(passer);
        lane.leave();
        loop.runTasks();
        return passer.passed;
    }

    /** A Mono on an idle lane. */
    @Benchmark
    public @Nullable Integer called() {
        return call.block();
    }

    private static final class Passer extends LaneOperation {
        private int passed;

        @Override
        protected void entered() {
            passed++;
            done();
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
            return "passing";
        }
    }
}
