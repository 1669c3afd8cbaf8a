package org.reactivetango.core.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** A loop over any scheduler that runs one task at a time; time is the scheduler's. */
final class ReactorLoop implements LoopScheduler {
    private final Scheduler scheduler;
    private final LoopActivity activity = new LoopActivity();
    private volatile @Nullable Thread running;

    ReactorLoop(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public long nanoTime() {
        return scheduler.now(TimeUnit.NANOSECONDS);
    }

    @Override
    public Instant now() {
        long nanos = scheduler.now(TimeUnit.NANOSECONDS);
        return Instant.ofEpochSecond(0, nanos);
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread().equals(running);
    }

    @Override
    public LoopActivity activity() {
        return activity;
    }

    @Override
    public void execute(Runnable task) {
        scheduler.schedule(() -> run(task));
    }

    @Override
    public Disposable schedule(Runnable task, Duration delay) {
        return scheduler.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Scheduler asScheduler() {
        return scheduler;
    }

    /** Time that stands still while a thread waits would never let it go on. */
    @Override
    public BridgeWorkers bridgeWorkers(boolean virtualThreads) {
        return BridgeWorkers.inline(this);
    }

    @Override
    public boolean hasThread() {
        return false;
    }

    private void run(Runnable task) {
        Thread outer = running;
        running = Thread.currentThread();
        try {
            task.run();
        } finally {
            running = outer;
        }
    }
}
