package org.reactivetango.core.lane;

import java.time.Duration;
import java.time.Instant;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * One event loop: a single thread that runs what it is given in order, and the only place where the runtime reads a
 * clock. Two kinds exist: a Netty event loop, and {@link #virtual} over a scheduler with virtual time.
 */
public interface LoopScheduler {
    /** Nanoseconds of a clock that only goes forward; the origin means nothing. */
    long nanoTime();

    /** The wall clock: for timestamps, never for deadlines. */
    Instant now();

    /** The wall clock without an object: milliseconds since 1970. */
    default long epochMillis() {
        return now().toEpochMilli();
    }

    /** Whether the caller is on this loop. */
    boolean inLoop();

    /** Whose code runs on this loop just now. */
    LoopActivity activity();

    /** Runs {@code task} on the loop after what was given before it. Any thread may call it. */
    void execute(Runnable task);

    /**
     * Runs {@code task} on the loop after {@code delay}. Any thread may call it.
     *
     * @return disposing it before it has run prevents it from running
     */
    Disposable schedule(Runnable task, Duration delay);

    /** The loop as a Reactor scheduler. */
    Scheduler asScheduler();

    /** Where bridges to drivers run what blocks; with virtual time, on the loop itself. */
    default BridgeWorkers bridgeWorkers(boolean virtualThreads) {
        return virtualThreads ? BridgeWorkers.virtualThreads() : BridgeWorkers.threads();
    }

    /** Whether it has a thread of its own, which somebody can block. With virtual time it has none. */
    default boolean hasThread() {
        return true;
    }

    /** A loop over a single-threaded Reactor scheduler, such as {@code VirtualTimeScheduler.create()} in tests. */
    static LoopScheduler virtual(Scheduler scheduler) {
        return new ReactorLoop(scheduler);
    }
}
