package org.reactivetango.core.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What the guard takes for a stall, by a clock that the test moves: one for the guard, one for the loop. */
class StallGuardTest {
    private final VirtualTimeScheduler guardsTime = VirtualTimeScheduler.create();
    private final LoopScheduler loop = LoopScheduler.virtual(VirtualTimeScheduler.create());
    private final LoopActivity activity = loop.activity();
    private final List<Stall> stalls = new ArrayList<>();
    private final List<String> underWay = new ArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(StallGuard.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Disposable guard = () -> {};

    @BeforeEach
    void readTheLog() {
        logger.setAdditive(false);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void end() {
        guard.dispose();
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    private void watch() {
        watch(guardsTime, stalls::add);
        // The first look finds the loop idle.
        guardPasses(5);
    }

    private void watch(Scheduler watcher, Consumer<Stall> listener) {
        guard = new StallGuard(StallGuard.DEFAULT_LIMIT, watcher, List.of(loop), watched -> underWay, listener);
    }

    private void guardPasses(long millis) {
        guardsTime.advanceTimeBy(Duration.ofMillis(millis));
    }

    @Test
    void nothingIsSaidOfALoopWithNothingToDo() {
        watch();
        guardPasses(10_000);
        assertThat(stalls).isEmpty();
    }

    @Test
    void nothingIsSaidOfManyShortHandlers() {
        watch();
        for (int i = 0; i < 1000; i++) {
            activity.begin(() -> "short");
            guardPasses(5);
            activity.end(null);
        }
        assertThat(stalls).isEmpty();
    }

    /** The same object again is not the same handler: a busy loop shows one call after the other. */
    @Test
    void nothingIsSaidOfOneHandlerThatRunsAgainAndAgain() {
        LoopActivity.Holder same = () -> "again";
        watch();
        for (int i = 0; i < 1000; i++) {
            activity.begin(same);
            guardPasses(5);
            activity.end(null);
            activity.begin(same);
            activity.end(null);
        }
        assertThat(stalls).isEmpty();
    }

    @Test
    void whoHoldsTheLoopIsNamedOnceAndAgainWhenItLastsTenTimesAsLong() {
        watch();
        activity.begin(() -> "reading current of a/b/c for 127.0.0.1:4711");
        guardPasses(20);
        assertThat(stalls).isEmpty();
        guardPasses(5);
        assertThat(stalls).singleElement().satisfies(stall -> {
            assertThat(stall.holder()).isEqualTo("reading current of a/b/c for 127.0.0.1:4711");
            assertThat(stall.held()).isEqualTo(Duration.ofMillis(20));
            assertThat(stall.loop()).isEqualTo(Thread.currentThread().getName());
            assertThat(stall.stack())
                    .anySatisfy(at -> assertThat(at.getMethodName())
                            .isEqualTo("whoHoldsTheLoopIsNamedOnceAndAgainWhenItLastsTenTimesAsLong"));
            assertThat(stall.first()).isTrue();
        });
        guardPasses(179);
        assertThat(stalls).hasSize(1);
        guardPasses(1);
        assertThat(stalls).extracting(Stall::first).containsExactly(true, false);
        assertThat(stalls.get(1).held()).isEqualTo(Duration.ofMillis(200));
        activity.end(null);
        guardPasses(10_000);
        assertThat(stalls).hasSize(2);
    }

    @Test
    void theInnermostIsNamed() {
        watch();
        activity.begin(() -> "outer");
        LoopActivity.Holder outer = activity.begin(() -> "inner");
        guardPasses(25);
        activity.end(outer);
        guardPasses(25);
        assertThat(stalls).extracting(Stall::holder).containsExactly("inner", "outer");
    }

    /** What goes on with a result, behind a delay for example, is nobody's handler. */
    @Test
    void codeOfNobodyIsFoundAndAllThatIsUnderWayNamed() {
        watch();
        underWay.add("command Move of a/b/c for 127.0.0.1:4711");
        loop.execute(() -> guardPasses(40));
        assertThat(stalls).singleElement().satisfies(stall -> {
            assertThat(stall.holder())
                    .isEqualTo("code that one of these began: command Move of a/b/c for 127.0.0.1:4711");
            assertThat(stall.held()).isEqualTo(Duration.ofMillis(20));
        });
        guardPasses(1000);
        assertThat(stalls).hasSize(1);
    }

    @Test
    void loadingClassesIsNobodysFaultUnlessAHandlerDoesIt() {
        watch();
        ClassLoader slow = new ClassLoader() {
            @Override
            protected Class<?> findClass(String name) {
                guardPasses(60);
                return StallGuardTest.class;
            }
        };
        loop.execute(() -> load(slow, "nowhere.First"));
        assertThat(stalls).isEmpty();
        assertThat(log.list).isEmpty();
        activity.begin(() -> "reading");
        load(slow, "nowhere.Second");
        activity.end(null);
        assertThat(stalls)
                .singleElement()
                .satisfies(stall -> assertThat(stall.holder()).isEqualTo("reading"));
    }

    private static void load(ClassLoader slow, String name) {
        try {
            slow.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void timeInWhichTheGuardDidNotLookDoesNotCount() {
        // A watcher whose clock jumps by ten seconds between two looks, as when the machine was suspended.
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        List<Runnable> looks = new ArrayList<>();
        Scheduler jumping = new JumpingScheduler(time, looks);
        watch(jumping, stalls::add);
        looks.get(0).run();
        activity.begin(() -> "innocent");
        looks.get(0).run();
        time.advanceTimeBy(Duration.ofSeconds(10));
        looks.get(0).run();
        assertThat(stalls).isEmpty();
        time.advanceTimeBy(Duration.ofSeconds(10));
        looks.get(0).run();
        assertThat(stalls).hasSize(1);
    }

    @Test
    void theLogIsToldAtMostOncePerSecond() {
        watch();
        for (int i = 0; i < 100; i++) {
            String name = "handler " + i;
            activity.begin(() -> name);
            guardPasses(25);
            activity.end(null);
        }
        assertThat(stalls).hasSize(100);
        // 100 stalls in 2.5 s: at its beginning, and after each second.
        assertThat(log.list).hasSize(3);
        assertThat(log.list.get(0).getFormattedMessage())
                .contains("Loop ", "held for 20 ms by handler 0.", "BlockingBridge", "\n\tat ")
                .doesNotContain("more since");
        assertThat(log.list.get(1).getFormattedMessage()).contains("by handler 40.", "and 39 more since");
    }

    @Test
    void aListenerThatFailsDoesNotEndTheGuard() {
        watch(guardsTime, stall -> {
            stalls.add(stall);
            throw new IllegalStateException("no disk");
        });
        guardPasses(5);
        for (int i = 0; i < 2; i++) {
            activity.begin(() -> "long");
            guardPasses(25);
            activity.end(null);
        }
        assertThat(stalls).hasSize(2);
    }

    @Test
    void noLimitIsNoAnswer() {
        for (Duration none : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
            assertThatThrownBy(() -> GuardOptions.DEFAULT.limit(none))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be positive");
        }
    }

    @Test
    void neitherOffNorAnythingToBlockMeansNoThread() {
        List<String> asked = new ArrayList<>();
        GuardOptions options = GuardOptions.DEFAULT.watcher(name -> {
            asked.add(name);
            return guardsTime;
        });
        Scheduler thread = Schedulers.newSingle("loop");
        try {
            LoopScheduler blockable = new BlockableLoop(LoopScheduler.virtual(thread));
            for (Disposable none : List.of(
                    options.off().watch("off", List.of(blockable), watched -> underWay),
                    options.watch("virtual", List.of(loop), watched -> underWay))) {
                assertThat(none.isDisposed()).isTrue();
            }
            guard = options.watch("on", List.of(loop, blockable), watched -> underWay);
            assertThat(asked).containsExactly("on");
        } finally {
            thread.dispose();
        }
    }

    @Test
    void aGuardThatHasEndedSaysNothing() {
        watch();
        guard.dispose();
        activity.begin(() -> "long");
        guardPasses(1000);
        assertThat(stalls).isEmpty();
    }

    /** Keeps what it is to repeat for the test to run. */
    private record JumpingScheduler(VirtualTimeScheduler time, List<Runnable> repeated) implements Scheduler {
        @Override
        public long now(TimeUnit unit) {
            return time.now(unit);
        }

        @Override
        public Disposable schedule(Runnable task) {
            return time.schedule(task);
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
            repeated.add(task);
            return () -> {};
        }

        @Override
        public Worker createWorker() {
            return time.createWorker();
        }

        @Override
        public void dispose() {
            time.dispose();
        }
    }

    /** A loop with a thread. */
    private record BlockableLoop(LoopScheduler loop) implements LoopScheduler {
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
        public LoopActivity activity() {
            return loop.activity();
        }

        @Override
        public void execute(Runnable task) {
            loop.execute(task);
        }

        @Override
        public Disposable schedule(Runnable task, Duration delay) {
            return loop.schedule(task, delay);
        }

        @Override
        public Scheduler asScheduler() {
            return loop.asScheduler();
        }
    }
}
