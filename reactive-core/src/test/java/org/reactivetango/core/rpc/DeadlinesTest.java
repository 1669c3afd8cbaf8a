package org.reactivetango.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.core.lane.LoopActivity;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.testkit.rpc.VirtualLoop;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

class DeadlinesTest {
    private static final long MILLIS = 1_000_000;

    private final VirtualLoop time = new VirtualLoop();
    private final Deadlines deadlines = new Deadlines(time.loop());

    @Test
    void aCallTimesOutWhenItsTimeIsOverAndNotBefore() {
        TestCall call = new TestCall(1);
        deadlines.add(call, 100 * MILLIS);
        time.advanceMillis(99);
        assertThat(call.ends).isEmpty();
        time.advanceMillis(1);
        assertThat(call.end()).isEqualTo("timed out");
        assertThat(deadlines.size()).isZero();
    }

    @Test
    void aCallThatHasEndedDoesNotTimeOut() {
        TestCall call = new TestCall(1);
        deadlines.add(call, 100 * MILLIS);
        deadlines.remove(call);
        deadlines.remove(call);
        time.advance(Duration.ofSeconds(10));
        assertThat(call.ends).isEmpty();
    }

    @Test
    void differentTimeoutsExpireEachInItsTime() {
        TestCall slow = new TestCall(1);
        TestCall fast = new TestCall(2);
        deadlines.add(slow, 1000 * MILLIS);
        deadlines.add(fast, 10 * MILLIS);
        time.advanceMillis(10);
        assertThat(fast.end()).isEqualTo("timed out");
        assertThat(slow.ends).isEmpty();
        time.advanceMillis(990);
        assertThat(slow.end()).isEqualTo("timed out");
    }

    @Test
    void aCallMadeByATimeoutHasItsWholeTime() {
        TestCall second = new TestCall(2);
        TestCall first = new TestCall(1);
        first.then = () -> deadlines.add(second, 100 * MILLIS);
        deadlines.add(first, 100 * MILLIS);
        time.advanceMillis(150);
        assertThat(second.ends).isEmpty();
        time.advanceMillis(50);
        assertThat(second.end()).isEqualTo("timed out");
    }

    @Test
    void tenThousandCallsNeedOneTimer() {
        CountingLoop loop = new CountingLoop(time.loop());
        Deadlines counted = new Deadlines(loop);
        for (int i = 0; i < 10_000; i++) {
            TestCall call = new TestCall(i);
            counted.add(call, 3000 * MILLIS);
            counted.remove(call);
            time.advanceMillis(1);
        }
        // One for each time that the timeout has passed, not one for each call.
        assertThat(loop.timers).isBetween(1, 10_000 / 3000 + 1);
    }

    @Test
    void timeoutsThatAreNotUsedAnyMoreAreForgotten() {
        for (int i = 1; i <= 1000; i++) {
            TestCall call = new TestCall(i);
            deadlines.add(call, i * MILLIS);
            deadlines.remove(call);
            time.advanceMillis(i);
        }
        assertThat(deadlines.lines()).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyCallEndsOnceAndInTime(long seed) {
        Random random = new Random(seed);
        List<TestCall> calls = new ArrayList<>();
        long[] timeouts = {5, 10, 10, 10, 300};
        for (int step = 0; step < 5000; step++) {
            TestCall call = new TestCall(step);
            long timeout = timeouts[random.nextInt(timeouts.length)];
            long due = time.loop().nanoTime() + timeout * MILLIS;
            call.then =
                    () -> assertThat(time.loop().nanoTime()).as("seed %d", seed).isEqualTo(due);
            deadlines.add(call, timeout * MILLIS);
            calls.add(call);
            int ending = random.nextInt(calls.size());
            if (random.nextBoolean() && calls.get(ending).ends.isEmpty()) {
                deadlines.remove(calls.get(ending));
                calls.get(ending).ends.add("done");
            }
            time.advanceMillis(random.nextInt(3));
        }
        time.advance(Duration.ofSeconds(1));
        assertThat(deadlines.size()).as("seed %d", seed).isZero();
        calls.forEach(TestCall::end);
    }

    /** A loop that counts the timers it is asked for. */
    private static final class CountingLoop implements LoopScheduler {
        private final LoopScheduler loop;
        private int timers;

        CountingLoop(LoopScheduler loop) {
            this.loop = loop;
        }

        @Override
        public LoopActivity activity() {
            return loop.activity();
        }

        @Override
        public long nanoTime() {
            return loop.nanoTime();
        }

        @Override
        public java.time.Instant now() {
            return loop.now();
        }

        @Override
        public boolean inLoop() {
            return loop.inLoop();
        }

        @Override
        public void execute(Runnable task) {
            loop.execute(task);
        }

        @Override
        public Disposable schedule(Runnable task, Duration delay) {
            timers++;
            return loop.schedule(task, delay);
        }

        @Override
        public Scheduler asScheduler() {
            return loop.asScheduler();
        }
    }
}
