package org.reactivetango.benchmarks.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A thread that waits for the result of a call before it makes the next. */
final class BlockingCalls extends Thread {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Mono<?> call;
    private final long endNanos;
    private final Latencies latencies = new Latencies();
    private @Nullable RuntimeException failure;

    BlockingCalls(Mono<?> call, long endNanos) {
        super("blocking-calls");
        this.call = call;
        this.endNanos = endNanos;
    }

    @Override
    public void run() {
        try {
            long before = System.nanoTime();
            while (before - endNanos < 0) {
                call.block(PATIENCE);
                long after = System.nanoTime();
                latencies.add(after - before);
                before = after;
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** How long they took, once the thread has ended. */
    Latencies latencies() {
        if (failure != null) {
            throw failure;
        }
        return latencies;
    }
}
