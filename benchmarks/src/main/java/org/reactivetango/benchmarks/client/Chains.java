package org.reactivetango.benchmarks.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** Calls of which each is made when the one before has been answered, in several chains at once, all on the client's loop. */
final class Chains {
    private static final long PATIENCE_SECONDS = 10;

    private final Mono<?> call;
    private final List<Chain> chains = new ArrayList<>();
    private final CountDownLatch running;
    /** Confined to the loop, until all have ended. */
    private final Latencies latencies = new Latencies();

    private volatile long endNanos;

    private volatile @Nullable Throwable failure;

    /** Makes them; none is running yet. */
    Chains(Mono<?> call, int count) {
        this.call = call;
        this.running = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            chains.add(new Chain());
        }
    }

    /** Runs them until {@code end}, as {@link System#nanoTime} tells it, and waits for the last answers. Once. */
    Latencies run(long end) throws InterruptedException {
        endNanos = end;
        chains.forEach(Chain::next);
        long remaining = Math.max(0, end - System.nanoTime());
        boolean ended = running.await(remaining + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS), TimeUnit.NANOSECONDS);
        Throwable failed = failure;
        if (failed != null) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
        if (!ended) {
            throw new IllegalStateException("no answer for " + PATIENCE_SECONDS + " s");
        }
        return latencies;
    }

    private final class Chain implements CoreSubscriber<Object> {
        private long sentNanos;

        void next() {
            sentNanos = System.nanoTime();
            call.subscribe(this);
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Object result) {
            // Its completion follows.
        }

        @Override
        public void onError(Throwable error) {
            failure = error;
            running.countDown();
        }

        @Override
        public void onComplete() {
            long now = System.nanoTime();
            latencies.add(now - sentNanos);
            if (now - endNanos < 0 && failure == null) {
                next();
            } else {
                running.countDown();
            }
        }
    }
}
