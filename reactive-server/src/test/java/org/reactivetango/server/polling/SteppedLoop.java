package org.reactivetango.server.polling;

import java.time.Duration;
import java.time.Instant;
import org.reactivetango.core.lane.LoopActivity;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.testkit.rpc.VirtualLoop;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** A loop in virtual time that can be held: then its clock has gone on and its timers have not. Counts its timers. */
final class SteppedLoop implements LoopScheduler {
    private final VirtualLoop time = new VirtualLoop();
    private final LoopScheduler loop = time.loop();
    private long heldNanos;
    private int timersNow;
    private int timersInAll;
    private Runnable afterEachTask = () -> {};

    /** As a handler would that takes the loop's time; on the loop. */
    void hold(Duration duration) {
        heldNanos += duration.toNanos();
    }

    void advanceMillis(long millis) {
        time.advanceMillis(millis);
    }

    void afterEachTimer(Runnable task) {
        afterEachTask = task;
    }

    /** Timers that have been set and have neither run nor been taken back. */
    int timersNow() {
        return timersNow;
    }

    int timersInAll() {
        return timersInAll;
    }

    @Override
    public long nanoTime() {
        return loop.nanoTime() + heldNanos;
    }

    @Override
    public Instant now() {
        return loop.now().plusNanos(heldNanos);
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
        timersNow++;
        timersInAll++;
        Disposable timer = loop.schedule(
                () -> {
                    timersNow--;
                    task.run();
                    afterEachTask.run();
                },
                delay);
        return new Disposable() {
            @Override
            public void dispose() {
                timersNow--;
                timer.dispose();
            }

            @Override
            public boolean isDisposed() {
                return timer.isDisposed();
            }
        };
    }

    @Override
    public Scheduler asScheduler() {
        return loop.asScheduler();
    }
}
