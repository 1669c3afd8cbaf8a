package org.reactivetango.benchmarks.micro;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.lane.LoopActivity;
import org.reactivetango.core.lane.LoopScheduler;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A loop that is the benchmark's own thread, with the real clocks. Timers never expire. */
final class StillLoop implements LoopScheduler {
    private final LoopActivity activity = new LoopActivity();
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long epochMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public boolean inLoop() {
        return true;
    }

    @Override
    public LoopActivity activity() {
        return activity;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs what was given to {@link #execute}. */
    void runTasks() {
        @Nullable Runnable task = tasks.poll();
        while (task != null) {
            task.run();
            task = tasks.poll();
        }
    }

    @Override
    public Disposable schedule(Runnable task, Duration delay) {
        return () -> {};
    }

    @Override
    public Scheduler asScheduler() {
        return Schedulers.immediate();
    }
}
