package org.reactivetango.testkit.rpc;

import java.time.Duration;
import java.time.Instant;
import org.reactivetango.core.lane.LoopActivity;
import org.reactivetango.core.lane.LoopScheduler;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * A loop whose time stands still until the test advances it. What is due runs on the test's thread. Tasks that give each
 * other work without end at one moment would never let time go on: the loop counts them and fails.
 */
public final class VirtualLoop {
    /** More than any test needs at one moment. */
    private static final int MOST_TASKS_AT_ONE_MOMENT = 100_000;

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final LoopScheduler loop = new Counting(LoopScheduler.virtual(time));

    public LoopScheduler loop() {
        return loop;
    }

    public void advance(Duration duration) {
        time.advanceTimeBy(duration);
    }

    public void advanceMillis(long millis) {
        advance(Duration.ofMillis(millis));
    }

    /** Runs a task as an event on the loop, with all that follows at the same moment. */
    public void run(Runnable task) {
        loop.execute(task);
    }

    /** Counts what runs at one moment. */
    private static final class Counting implements LoopScheduler {
        private final LoopScheduler loop;
        private long moment;
        private int tasks;

        Counting(LoopScheduler loop) {
            this.loop = loop;
        }

        private Runnable counted(Runnable task) {
            return () -> {
                long now = loop.nanoTime();
                tasks = now == moment ? tasks + 1 : 1;
                moment = now;
                if (tasks > MOST_TASKS_AT_ONE_MOMENT) {
                    throw new AssertionError("an endless loop: " + tasks + " tasks at one moment, now " + task);
                }
                task.run();
            };
        }

        @Override
        public LoopActivity activity() {
            return loop.activity();
        }

        @Override
        public boolean hasThread() {
            return loop.hasThread();
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
            loop.execute(counted(task));
        }

        @Override
        public Disposable schedule(Runnable task, Duration delay) {
            return loop.schedule(counted(task), delay);
        }

        @Override
        public Scheduler asScheduler() {
            return loop.asScheduler();
        }
    }
}
