package org.reactivetango.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.lane.SerialModel;
import org.reactivetango.testing.TestContext;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Every example prints what its javadoc says, in virtual time. */
class PatternsTest {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    private final List<String> lines = new ArrayList<>();
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

    private void verify(Mono<Void> example) {
        StepVerifier.create(example).then(() -> time.advanceTimeBy(LONG_ENOUGH)).verifyComplete();
    }

    private static void verify(TestContext context, Mono<Void> example) {
        StepVerifier.create(example).then(() -> context.advance(LONG_ENOUGH)).verifyComplete();
    }

    @Test
    void threeTasks() {
        verify(new ThreeTasks(lines::add).run(time));
        assertThat(lines).isEqualTo(Printed.by(ThreeTasks.class));
    }

    @Test
    void countdown() {
        verify(new Countdown(lines::add).run(time));
        assertThat(lines).isEqualTo(Printed.by(Countdown.class));
    }

    @Test
    void aCountdownTakesOneAndAHalfSeconds() {
        StepVerifier.create(new Countdown(lines::add).countdown(time, 3, 2, 1).then())
                .expectSubscription()
                .then(() -> time.advanceTimeBy(Duration.ofMillis(1499)))
                .expectNoEvent(Duration.ZERO)
                .then(() -> time.advanceTimeBy(Duration.ofMillis(1)))
                .verifyComplete();
    }

    @Test
    void race() throws InterruptedException {
        Race race = new Race(lines::add);
        race.inTwoThreads();
        for (SerialModel model : List.of(SerialModel.NO_SYNC, SerialModel.BY_DEVICE)) {
            try (TestContext context = race.begin(TestContext.virtual(), model)) {
                verify(context, race.run(model, context.device("test/database/1")));
            }
        }
        assertThat(lines).isEqualTo(Printed.by(Race.class));
    }

    @Test
    void deadlock() {
        Deadlock deadlock = new Deadlock(lines::add);
        try (TestContext context = deadlock.begin(TestContext.virtual())) {
            verify(context, deadlock.run(context));
        }
        assertThat(lines).isEqualTo(Printed.by(Deadlock.class));
    }

    @Test
    void reentrant() {
        Reentrant reentrant = new Reentrant(lines::add, depth -> Schedulers.immediate());
        try (TestContext context = reentrant.begin(TestContext.virtual())) {
            long before = context.scheduler().now(TimeUnit.NANOSECONDS);
            StepVerifier.create(reentrant.run(context.device(Reentrant.LOCK), 3))
                    .verifyComplete();
            assertThat(context.scheduler().now(TimeUnit.NANOSECONDS)).isEqualTo(before);
        }
        assertThat(lines).isEqualTo(Printed.by(Reentrant.class));
    }

    // A chain of calls is the same chain on whatever threads it goes.
    @Test
    void aHundredDeepOverThreeSchedulers() {
        List<Scheduler> three = List.of(
                Schedulers.newSingle("one"),
                Schedulers.newParallel("two"),
                Schedulers.newBoundedElastic(2, 10, "three"));
        Reentrant reentrant = new Reentrant(lines::add, depth -> three.get(depth % 3));
        try (TestContext context = reentrant.begin(TestContext.loopback())) {
            StepVerifier.create(reentrant.run(context.device(Reentrant.LOCK).with(o -> o.timeout(LONG_ENOUGH)), 100))
                    .verifyComplete();
        } finally {
            three.forEach(Scheduler::dispose);
        }
        assertThat(lines).hasSize(200).contains("acquired, 1 to go");
    }

    @Test
    void connectionPool() {
        verify(new ConnectionPool(lines::add).run(7, time));
        assertThat(lines).isEqualTo(Printed.by(ConnectionPool.class));
    }

    @Test
    void reminder() {
        verify(new Reminder(lines::add).run(time));
        assertThat(lines).isEqualTo(Printed.by(Reminder.class));
    }

    @Test
    void barrier() {
        verify(new Barrier(lines::add).run(time));
        assertThat(lines).isEqualTo(Printed.by(Barrier.class));
    }

    @Test
    void producerConsumer() {
        verify(new ProducerConsumer(lines::add).run(time));
        assertThat(lines).isEqualTo(Printed.by(ProducerConsumer.class));
    }

    @Test
    void twoMotors() {
        verify(new TwoMotors(lines::add).run(time));
        assertThat(lines).isEqualTo(Printed.by(TwoMotors.class));
    }

    @Test
    void servo() {
        try (TestContext context = Servo.begin(TestContext.virtual(), lines::add)) {
            verify(context, Servo.run(context, lines::add));
        }
        assertThat(lines).isEqualTo(Printed.by(Servo.class));
    }

    @Test
    void theServoBeginsAnewUntilItsDeviceEnds() {
        try (TestContext context = Servo.begin(TestContext.virtual(), lines::add)) {
            verify(context, context.device(Servo.NAME).command("Start"));
        }
        assertThat(lines)
                .hasSize(121)
                .startsWith("duty cycle 3")
                .containsSubsequence("duty cycle 11", "duty cycle 3")
                .doesNotContain("duty cycle 12");
    }

    @Test
    void sharedValue() {
        try (TestContext context = SharedValue.begin(TestContext.virtual(), lines::add)) {
            verify(context, SharedValue.run(context.device(SharedValue.NAME), lines::add));
        }
        assertThat(lines).isEqualTo(Printed.by(SharedValue.class));
    }
}
