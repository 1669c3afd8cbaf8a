package org.reactivetango.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivetango.core.error.LaneRejectedException;
import org.reactivetango.core.limits.Limits;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Handlers and clients that do what they should not: the lane stays in order and is free in the end. */
final class LaneAbuseTest {
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final CountingLoop loop = new CountingLoop(LoopScheduler.virtual(time));
    private final Lane lane = new Lane("test/a/1", loop, Limits.DEFAULT);

    @AfterEach
    void theLaneIsFree() {
        time.advanceTimeBy(Duration.ofHours(1));
        assertThat(lane.held()).isFalse();
        assertThat(lane.depth()).isZero();
        assertThat(loop.pending).as("timers").hasValue(0);
    }

    /** Counts the timers that have been started and not yet run or been disposed of. */
    private static final class CountingLoop implements LoopScheduler {
        private final LoopScheduler loop;
        private final AtomicInteger pending = new AtomicInteger();
        private int most;

        CountingLoop(LoopScheduler loop) {
            this.loop = loop;
        }

        @Override
        public Disposable schedule(Runnable task, Duration delay) {
            most = Math.max(most, pending.incrementAndGet());
            return loop.schedule(
                    () -> {
                        pending.decrementAndGet();
                        task.run();
                    },
                    delay);
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
        public Instant now() {
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
        public Scheduler asScheduler() {
            return loop.asScheduler();
        }
    }

    private static Duration millis(long n) {
        return Duration.ofMillis(n);
    }

    // A client that asks again as soon as it is refused waits in the same turn in which the others are refused.
    @Test
    void thoseWhoComeBackAtOnceWhenRefusedDoNotMultiplyTheTimers() {
        Disposable holder = lane.call("holder", () -> Mono.never()).subscribe();
        AtomicInteger refused = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            lane.call("stubborn", () -> Mono.empty())
                    .doOnError(e -> refused.incrementAndGet())
                    .retry(9)
                    .subscribe(v -> {}, e -> {});
            time.advanceTimeBy(millis(7));
        }
        time.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(refused).hasValue(200);
        assertThat(loop.most).isEqualTo(1);
        holder.dispose();
    }

    @Test
    void theErrorSaysHowLongTheLaneHasBeenHeldAndNotHowLongSomebodyHasWaited() {
        Disposable holder = lane.call("a long move", () -> Mono.never()).subscribe();
        time.advanceTimeBy(Duration.ofSeconds(10));
        AtomicReference<Throwable> failure = new AtomicReference<>();
        lane.call("a read", () -> Mono.empty()).subscribe(v -> {}, failure::set);
        lane.call("another", () -> Mono.empty()).subscribe(v -> {}, e -> {});
        time.advanceTimeBy(millis(3200));
        assertThat(failure.get())
                .isInstanceOf(LaneRejectedException.class)
                .hasMessageContaining("held by a long move for 13200 ms, 1 more waiting");
        holder.dispose();
    }

    @Test
    void aHandlerThatGivesNoMonoFailsAndLeaves() {
        assertThat(failureOf(() -> null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aHandlerThatThrowsFailsAndLeaves() {
        assertThat(failureOf(() -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    // Reactor passes these by its operators and out of subscribe: nobody but the lane can end such an operation.
    @Test
    void anErrorThatReactorThrowsOutOfSubscribeFailsAndLeaves() {
        assertThat(failureOf(() -> Mono.defer(() -> {
                    throw new NoClassDefFoundError("vendor/Driver");
                })))
                .isInstanceOf(NoClassDefFoundError.class);
        assertThat(failureOf(() -> endless())).isInstanceOf(StackOverflowError.class);
    }

    @SuppressWarnings("InfiniteRecursion")
    private static Mono<String> endless() {
        return Mono.defer(() -> endless());
    }

    private @Nullable Throwable failureOf(Supplier<Mono<String>> handler) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicInteger others = new AtomicInteger();
        Sinks.Empty<String> gate = Sinks.empty();
        lane.call("first", gate::asMono).subscribe();
        lane.call("bad, behind another", handler).subscribe(v -> {}, failure::set);
        lane.call("next", () -> Mono.just("fine")).subscribe(v -> others.incrementAndGet());
        gate.tryEmitEmpty();
        time.advanceTimeBy(millis(1));
        assertThat(failure.get()).isNotNull();
        failure.set(null);
        lane.call("bad, on an idle lane", handler).subscribe(v -> {}, failure::set);
        lane.call("next", () -> Mono.just("fine")).subscribe(v -> others.incrementAndGet());
        time.advanceTimeBy(millis(1));
        assertThat(others).hasValue(2);
        return failure.get();
    }

    // ---- any mixture

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverIsMixedRunsAloneInOrderAndEndsOnce(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Guest> guests = new ArrayList<>();
        House house = new House();
        for (int i = 0; i < 60; i++) {
            Guest guest = new Guest(i, random.split(), house);
            guests.add(guest);
            guest.arrive();
            if (random.nextInt(3) == 0) {
                time.advanceTimeBy(millis(random.nextInt(40)));
            }
        }
        time.advanceTimeBy(Duration.ofMinutes(10));
        assertThat(house.wrong).as("seed %d", seed).isEmpty();
        assertThat(guests)
                .as("seed %d", seed)
                .allSatisfy(guest -> assertThat(guest.ends).isEqualTo(guest.cancelled ? 0 : 1));
        assertThat(house.entered).as("seed %d", seed).isSorted();
    }

    /** What is protected. */
    private static final class House {
        private final List<Integer> entered = new ArrayList<>();
        private final List<String> wrong = new ArrayList<>();
        private @Nullable Guest inside;
    }

    /** One operation: immediate or slow, good or failing, cancelled at some moment or not. */
    private final class Guest {
        private final int number;
        private final SplittableRandom random;
        private final House house;
        private boolean cancelled;
        private int ends;

        Guest(int number, SplittableRandom random, House house) {
            this.number = number;
            this.random = random;
            this.house = house;
        }

        void arrive() {
            Disposable visit = lane.call("guest " + number, this::enter).subscribe(v -> {}, e -> ends++, () -> ends++);
            if (random.nextInt(3) == 0) {
                loop.loop.schedule(() -> leaveEarly(visit), millis(random.nextInt(200)));
            }
        }

        private void leaveEarly(Disposable visit) {
            if (ends == 0) {
                cancelled = true;
                visit.dispose();
            }
        }

        private Mono<String> enter() {
            if (cancelled) {
                house.wrong.add(number + " entered although it had left");
            }
            if (house.inside != null) {
                house.wrong.add(number + " entered while " + house.inside.number + " was inside");
            }
            house.inside = this;
            house.entered.add(number);
            Mono<String> stay = random.nextBoolean()
                    ? Mono.just("at hand")
                    : Mono.delay(millis(random.nextInt(50)), time).map(tick -> "slow");
            Mono<String> visit = random.nextInt(4) == 0 ? stay.then(Mono.error(new IllegalStateException("no"))) : stay;
            return visit.doFinally(end -> {
                if (house.inside != this) {
                    house.wrong.add(number + " was not alone when it left");
                }
                house.inside = null;
            });
        }
    }
}
