package org.reactivetango.benchmarks.ordering;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.limits.Limits;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * A loop without a thread of its own: whoever gives it a task runs what is there, unless somebody does already. So the next
 * task may run on another thread, and nothing but the hand-over orders them. Time stands still.
 */
final class HandOver implements Scheduler {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** A lane on a loop of this kind. */
    static Lane lane() {
        return new Lane("test/lane/1", LoopScheduler.virtual(new HandOver()), Limits.DEFAULT);
    }

    @Override
    public Disposable schedule(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            do {
                tasks.remove().run();
            } while (waiting.decrementAndGet() != 0);
        }
        return Disposables.disposed();
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return Disposables.disposed();
    }

    @Override
    public long now(TimeUnit unit) {
        return 0;
    }

    @Override
    public Worker createWorker() {
        throw new RejectedExecutionException("a lane uses no workers");
    }
}
