package org.reactivetango.core.lane;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** Looks at a loop from inside, again and again: how late it is, and whatever is confined to it. */
public final class LoopSampler implements Disposable {
    private final LoopScheduler loop;
    private final Duration period;
    private final LongConsumer lagNanos;
    private final Runnable sample;
    private volatile boolean disposed;
    // On the loop:
    private long dueNanos;
    private @Nullable Disposable timer;

    /**
     * Begins to look.
     *
     * @param lagNanos told each time how late it was
     * @param sample run each time, on the loop
     */
    public LoopSampler(LoopScheduler loop, Duration period, LongConsumer lagNanos, Runnable sample) {
        this.loop = loop;
        this.period = period;
        this.lagNanos = lagNanos;
        this.sample = sample;
        loop.execute(this::next);
    }

    private void next() {
        if (!disposed) {
            dueNanos = loop.nanoTime() + period.toNanos();
            timer = loop.schedule(this::look, period);
        }
    }

    private void look() {
        lagNanos.accept(Math.max(0, loop.nanoTime() - dueNanos));
        sample.run();
        next();
    }

    @Override
    public void dispose() {
        disposed = true;
        try {
            loop.execute(this::stop);
        } catch (RejectedExecutionException loopHasEnded) {
            // And its timers with it.
        }
    }

    private void stop() {
        if (timer != null) {
            timer.dispose();
        }
    }

    @Override
    public boolean isDisposed() {
        return disposed;
    }
}
