package org.reactivetango.testkit.rpc;

import java.time.Duration;
import org.reactivetango.core.lane.LoopScheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A loop whose time stands still until the test advances it. What is due runs on the test's thread. */
public final class VirtualLoop {
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final LoopScheduler loop = LoopScheduler.virtual(time);

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
}
