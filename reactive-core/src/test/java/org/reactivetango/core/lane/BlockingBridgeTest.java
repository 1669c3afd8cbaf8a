package org.reactivetango.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.error.LaneRejectedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoTimeoutException;
import org.reactivetango.core.limits.Limits;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

class BlockingBridgeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What is done where nothing blocks: time is virtual and workers run inline. */
    @Nested
    class InVirtualTime {
        private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
        private final LoopScheduler loop = LoopScheduler.virtual(time);
        private final AtomicInteger opened = new AtomicInteger();
        private final List<String> log = new ArrayList<>();

        private BlockingBridge<String> bridge(BlockingBridge.Opener<String> opener) {
            return new BlockingBridge<>("test", loop, opener, BridgeOptions.DEFAULT, BridgeWorkers.inline(loop));
        }

        @Test
        void aDriverIsOpenedWhenFirstNeededAndCalledInOrder() {
            BlockingBridge<String> bridge = bridge(() -> "driver " + opened.incrementAndGet());
            assertThat(opened).hasValue(0);
            bridge.call(driver -> driver + " a").subscribe(log::add);
            bridge.call(driver -> driver + " b").subscribe(log::add);
            bridge.run(driver -> log.add("run")).subscribe();
            time.advanceTime();
            assertThat(log).containsExactly("driver 1 a", "driver 1 b", "run");
        }

        @Test
        void nullIsEmptyAndExceptionsAreTheCallers() {
            BlockingBridge<String> bridge = bridge(() -> "driver");
            bridge.<String>call(driver -> null).subscribe(log::add, e -> log.add("failed"), () -> log.add("empty"));
            assertThat(log).containsExactly("empty");
            AtomicReference<Throwable> failure = new AtomicReference<>();
            bridge.call(driver -> {
                        throw new IllegalStateException("overheated");
                    })
                    .subscribe(v -> {}, failure::set);
            time.advanceTime();
            assertThat(failure.get()).isInstanceOf(IllegalStateException.class).hasMessage("overheated");
        }

        @Test
        void openingIsTriedAgainWithGrowingDelaysWhileCallsWait() {
            List<Long> attempts = new ArrayList<>();
            BlockingBridge<String> bridge = bridge(() -> {
                attempts.add(loop.nanoTime() / 1_000_000);
                if (attempts.size() < 4) {
                    throw new IOException("no cable");
                }
                return "driver";
            });
            AtomicReference<Throwable> notReady = new AtomicReference<>();
            bridge.ready().subscribe(v -> {}, notReady::set);
            bridge.call(driver -> driver).subscribe(log::add);
            time.advanceTimeBy(Duration.ofSeconds(2));
            assertThat(attempts).containsExactly(0L, 100L, 300L, 700L);
            assertThat(notReady.get()).hasMessage("no cable");
            assertThat(log).containsExactly("driver");
        }

        @Test
        void aCallThatOutwaitsAClosedDriverSaysWhyItIsClosed() {
            BlockingBridge<String> bridge = bridge(() -> {
                throw new IOException("no cable");
            });
            AtomicReference<Throwable> failure = new AtomicReference<>();
            bridge.call(driver -> driver).subscribe(v -> {}, failure::set);
            time.advanceTimeBy(Duration.ofSeconds(4));
            assertThat(failure.get())
                    .isInstanceOf(TangoTimeoutException.class)
                    .hasMessageContainingAll("bridge test", "3000 ms", "no cable");
            bridge.dispose();
        }

        @Test
        void aFailureOfTheLineOpensTheDriverAnew() {
            BlockingBridge<String> bridge = bridge(() -> "driver " + opened.incrementAndGet());
            bridge.call(driver -> {
                        throw new IOException("broken pipe");
                    })
                    .subscribe(v -> {}, e -> log.add(e.getMessage()));
            time.advanceTime();
            bridge.call(driver -> driver).subscribe(log::add);
            time.advanceTimeBy(Duration.ofMillis(100));
            assertThat(log).containsExactly("broken pipe", "driver 2");
        }

        @Test
        void listenersAreRegisteredWithEveryDriver() {
            List<Consumer<Integer>> callbacks = new ArrayList<>();
            List<Integer> heard = new ArrayList<>();
            BlockingBridge<String> bridge = bridge(() -> "driver " + opened.incrementAndGet());
            Disposable listening = bridge.<Integer>listen((driver, consumer) -> callbacks.add(consumer))
                    .subscribe(heard::add);
            time.advanceTime();
            callbacks.get(0).accept(1);
            bridge.run(driver -> {
                        throw new IOException("broken pipe");
                    })
                    .subscribe(v -> {}, e -> {});
            time.advanceTimeBy(Duration.ofSeconds(1));
            assertThat(callbacks).hasSize(2);
            callbacks.get(1).accept(2);
            time.advanceTime();
            assertThat(heard).containsExactly(1, 2);
            listening.dispose();
        }

        @Test
        void aCancelledCallThatWaitsNeverReachesTheDriver() {
            BlockingBridge<String> bridge = bridge(() -> {
                if (opened.incrementAndGet() == 1) {
                    throw new IOException("no cable");
                }
                return "driver";
            });
            Disposable call = bridge.run(driver -> log.add("cancelled")).subscribe();
            bridge.run(driver -> log.add("wanted")).subscribe();
            call.dispose();
            time.advanceTimeBy(Duration.ofSeconds(5));
            assertThat(log).containsExactly("wanted");
        }

        @Test
        void aClosedBridgeSaysSo() {
            BlockingBridge<String> bridge = bridge(() -> "driver");
            bridge.dispose();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            bridge.call(driver -> driver).subscribe(v -> {}, failure::set);
            assertThat(failure.get()).isInstanceOf(LaneRejectedException.class).hasMessageContaining("closed");
        }
    }

    /** Which worker comes back when is decided by the test: a call is in the driver from its start until it is let out. */
    @Nested
    class StepByStep {
        private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
        private final LoopScheduler loop = LoopScheduler.virtual(time);
        private final List<StepWorker> started = new ArrayList<>();
        private final List<String> log = new ArrayList<>();
        private int opened;

        private final class StepWorker implements BridgeWorkers.Worker {
            private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
            private boolean ended;

            @Override
            public void execute(Runnable task) {
                tasks.add(task);
            }

            @Override
            public void interrupt() {}

            @Override
            public void end() {
                ended = true;
            }

            void step() {
                tasks.remove().run();
                time.advanceTime();
            }
        }

        private final class Port implements AutoCloseable {
            private final int number = ++opened;

            Port() {
                log.add("open " + number);
            }

            @Override
            public void close() {
                log.add("close " + number);
            }
        }

        private BlockingBridge<Port> bridge(BridgeOptions options) {
            return new BlockingBridge<>("port", loop, Port::new, options, name -> {
                StepWorker worker = new StepWorker();
                started.add(worker);
                return worker;
            });
        }

        private void call(BlockingBridge<Port> bridge, String name) {
            bridge.run(port -> log.add(name)).subscribe(done -> {}, e -> log.add(name + " failed"));
            time.advanceTime();
        }

        private long busy() {
            return started.stream().filter(worker -> !worker.tasks.isEmpty()).count();
        }

        @Test
        void aDriverIsClosedByTheLastCallToLeaveItAndOpenedOnlyThen() {
            BlockingBridge<Port> bridge = bridge(BridgeOptions.DEFAULT.workers(2));
            call(bridge, "a");
            started.get(0).step();
            bridge.run(port -> {
                        throw new IOException("broken pipe");
                    })
                    .subscribe(done -> {}, e -> log.add(e.getMessage()));
            time.advanceTime();
            assertThat(busy()).isEqualTo(2);
            started.get(1).step();
            assertThat(log).containsExactly("open 1", "broken pipe");
            call(bridge, "b");
            time.advanceTimeBy(Duration.ofSeconds(1));
            assertThat(log).as("a is still in the first driver").containsExactly("open 1", "broken pipe");
            started.get(0).step();
            assertThat(log).containsExactly("open 1", "broken pipe", "a");
            started.get(0).step();
            assertThat(log).containsExactly("open 1", "broken pipe", "a", "close 1");
            runAll();
            assertThat(log).containsExactly("open 1", "broken pipe", "a", "close 1", "open 2", "b");
        }

        @Test
        void aDriverThatHungIsClosedBeforeTheNextIsOpened() {
            BlockingBridge<Port> bridge = bridge(BridgeOptions.DEFAULT);
            call(bridge, "a");
            started.get(0).step();
            time.advanceTimeBy(Duration.ofSeconds(3));
            call(bridge, "b");
            assertThat(log).containsExactly("open 1", "a failed", "b failed");
            started.get(0).step();
            call(bridge, "c");
            assertThat(log).as("back, but not closed").endsWith("a", "c failed");
            started.get(0).step();
            call(bridge, "d");
            runAll();
            assertThat(log).endsWith("close 1", "open 2", "d");
            assertThat(started).hasSize(1);
        }

        @Test
        void closingWaitsUntilTheDriverIsClosed() {
            BlockingBridge<Port> bridge = bridge(BridgeOptions.DEFAULT);
            call(bridge, "a");
            started.get(0).step();
            bridge.close().subscribe(done -> {}, e -> {}, () -> log.add("closed"));
            started.get(0).step();
            assertThat(log).containsExactly("open 1", "a");
            started.get(0).step();
            assertThat(log).containsExactly("open 1", "a", "close 1", "closed");
            assertThat(started).allMatch(worker -> worker.ended);
        }

        @Test
        void closingWaitsForAnOpeningUnderWayAndClosesWhatItGives() {
            BlockingBridge<Port> bridge = bridge(BridgeOptions.DEFAULT);
            bridge.ready().subscribe(done -> {}, e -> log.add("not ready"));
            bridge.close().subscribe(done -> {}, e -> {}, () -> log.add("closed"));
            time.advanceTime();
            started.get(0).step();
            started.get(0).step();
            assertThat(log).containsExactly("not ready", "open 1", "close 1", "closed");
        }

        @Test
        void closingWaitsForWhatHangsNoLongerThanForACall() {
            BlockingBridge<Port> bridge = bridge(BridgeOptions.DEFAULT);
            call(bridge, "a");
            started.get(0).step();
            bridge.close().subscribe(done -> {}, e -> {}, () -> log.add("closed"));
            time.advanceTimeBy(Duration.ofMillis(2_999));
            assertThat(log).containsExactly("open 1");
            time.advanceTimeBy(Duration.ofMillis(1));
            assertThat(log).containsExactly("open 1", "a failed", "closed");
        }

        @Test
        void aDriverThatHangsWheneverItIsOpenedCostsEightWorkersAtMost() {
            BlockingBridge<Port> bridge = bridge(BridgeOptions.DEFAULT.reopenWhileHung(true));
            call(bridge, "a");
            time.advanceTimeBy(Duration.ofMinutes(10));
            assertThat(started).hasSize(8);
            call(bridge, "b");
            assertThat(log).containsExactly("a failed", "b failed");
            started.get(3).step();
            started.get(3).step();
            call(bridge, "c");
            runAll();
            assertThat(log).contains("c");
        }

        @Test
        void noMoreWorkersCallADriverThanItStandsAfterOneHung() {
            BlockingBridge<Port> bridge =
                    bridge(BridgeOptions.DEFAULT.workers(2).reopenWhileHung(true));
            for (int i = 0; i < 6; i++) {
                call(bridge, "call " + i);
            }
            started.get(0).step();
            assertThat(busy()).isEqualTo(2);
            time.advanceTimeBy(Duration.ofSeconds(3));
            for (int i = 0; i < 6; i++) {
                call(bridge, "later " + i);
            }
            started.get(0).step();
            started.get(1).step();
            started.get(2).step();
            runAll();
            assertThat(started.stream().filter(worker -> !worker.ended)).hasSize(2);
            assertThat(log).contains("later 0", "later 5");
        }

        /** Lets everything end, and everything that follows from it. */
        private void runAll() {
            while (busy() > 0) {
                List.copyOf(started).stream()
                        .filter(worker -> !worker.tasks.isEmpty())
                        .forEach(StepWorker::step);
                time.advanceTimeBy(Duration.ofMillis(100));
            }
        }
    }

    /** A driver that really blocks, on real threads. */
    @Nested
    class OnThreads {
        private final Scheduler thread = Schedulers.newSingle("loop");
        private final LoopScheduler loop = LoopScheduler.virtual(thread);
        private final Lanes lanes = new Lanes(Limits.DEFAULT);
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);
        private final AtomicInteger opened = new AtomicInteger();
        private final Queue<String> threads = new ConcurrentLinkedQueue<>();

        private BlockingBridge<Integer> bridge(BridgeOptions options) {
            return new BlockingBridge<>("bus", loop, opened::incrementAndGet, options, BridgeWorkers.threads());
        }

        @AfterEach
        void end() {
            release.countDown();
            thread.dispose();
        }

        /** Does not even react to an interrupt. */
        private int hang(int driver) {
            entered.countDown();
            while (true) {
                try {
                    release.await();
                    return driver;
                } catch (InterruptedException ignored) {
                    // That is the kind of driver it is.
                }
            }
        }

        private static Throwable failureOf(Mono<?> call) {
            return call.<Throwable>map(v -> new AssertionError("gave " + v))
                    .onErrorResume(Mono::just)
                    .block(PATIENCE);
        }

        @Test
        void workersHaveNamesAndResultsComeBackOnTheLoop() {
            BlockingBridge<Integer> bridge = bridge(BridgeOptions.DEFAULT);
            String resultOn = bridge.call(driver -> {
                        threads.add(Thread.currentThread().getName());
                        return driver;
                    })
                    .map(v -> Thread.currentThread().getName())
                    .block(PATIENCE);
            assertThat(threads).containsExactly("bridge-bus-1");
            assertThat(resultOn).startsWith("loop");
            bridge.close().block(PATIENCE);
        }

        @Test
        void aDriverThatHangsCostsItsBridgeAndNothingElse() {
            BlockingBridge<Integer> bridge = bridge(BridgeOptions.DEFAULT.callTimeout(Duration.ofMillis(200)));
            Lane motor = lanes.lane("test/motor/1", loop);
            Lane other = lanes.lane("test/other/1", loop);
            Throwable timeout = failureOf(motor.call("move", () -> bridge.call(this::hang)));
            assertThat(timeout)
                    .isInstanceOf(TangoTimeoutException.class)
                    .hasMessageContainingAll("bridge bus", "200 ms", "quarantined");
            Throwable refused = failureOf(motor.call("move again", () -> bridge.call(driver -> driver)));
            assertThat(refused)
                    .isInstanceOfSatisfying(
                            LaneRejectedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reasons.BRIDGE_UNAVAILABLE))
                    .hasMessageContaining("quarantined");
            assertThat(motor.call("state", () -> Mono.just("free")).block(PATIENCE))
                    .isEqualTo("free");
            assertThat(other.call("state", () -> Mono.just("free")).block(PATIENCE))
                    .isEqualTo("free");
            release.countDown();
            // It is used again when the call has come back; asking until then is what a poll does.
            Integer again = bridge.call(driver -> driver)
                    .retryWhen(reactor.util.retry.Retry.fixedDelay(1_000, Duration.ofMillis(5)))
                    .block(PATIENCE);
            assertThat(again).as("opened anew").isEqualTo(2);
            bridge.close().block(PATIENCE);
        }

        @Test
        void reopenWhileHungBringsItBackAtOnce() {
            BlockingBridge<Integer> bridge = bridge(
                    BridgeOptions.DEFAULT.callTimeout(Duration.ofMillis(200)).reopenWhileHung(true));
            assertThat(failureOf(bridge.call(this::hang))).isInstanceOf(TangoTimeoutException.class);
            assertThat(bridge.call(driver -> driver).block(PATIENCE)).isEqualTo(2);
            assertThat(release.getCount()).as("the first call still hangs").isEqualTo(1);
            bridge.close().block(PATIENCE);
        }

        @Test
        void aCancelledCallIsInterruptedAndKeepsItsLaneUntilItHasEnded() throws InterruptedException {
            BlockingBridge<Integer> bridge = bridge(BridgeOptions.DEFAULT);
            Lane lane = lanes.lane("test/motor/1", loop);
            Queue<String> log = new ConcurrentLinkedQueue<>();
            Disposable move = lane.call(
                            "move",
                            () -> bridge.run(driver -> {
                                entered.countDown();
                                try {
                                    release.await();
                                } catch (InterruptedException stopped) {
                                    log.add("interrupted");
                                }
                                log.add("ended");
                            }))
                    .subscribe();
            entered.await();
            move.dispose();
            lane.call("next", () -> Mono.fromRunnable(() -> log.add("next"))).block(PATIENCE);
            assertThat(log).containsExactly("interrupted", "ended", "next");
            bridge.close().block(PATIENCE);
        }

        @Test
        void callsOfManyLanesEnterTheDriverOneAtATime() {
            BlockingBridge<Integer> bridge = bridge(BridgeOptions.DEFAULT.maxQueued(1000));
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            List<Mono<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Lane lane = lanes.lane("test/device/" + i, loop);
                calls.add(lane.call(
                        "call",
                        () -> bridge.call(driver -> {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            Thread.onSpinWait();
                            return inside.decrementAndGet();
                        })));
            }
            Mono.when(calls).block(PATIENCE);
            assertThat(most).hasValue(1);
            bridge.close().block(PATIENCE);
        }
    }
}
