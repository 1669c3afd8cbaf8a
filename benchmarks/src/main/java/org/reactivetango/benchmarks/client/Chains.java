package org.reactivetango.benchmarks.client;

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
    private final long endNanos;
    private final CountDownLatch running;
    /** Confined to the loop, until all have ended. */
    private final Latencies latencies = new Latencies();

    private volatile @Nullable Throwable failure;

    private Chains(Mono<?> call, int chains, long endNanos) {
        this.call = call;
        this.endNanos = endNanos;
        this.running = new CountDownLatch(chains);
    }

    /** Runs them until {@code endNanos} and waits for the last answers. */
    static Latencies run(Mono<?> call, int chains, long endNanos) throws InterruptedException {
        Chains all = new Chains(call, chains, endNanos);
        for (int i = 0; i < chains; i++) {
            all.new Chain().next();
        }
        long remaining = Math.max(0, endNanos - System.nanoTime());
        boolean ended = all.running.await(remaining + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS), TimeUnit.NANOSECONDS);
        Throwable failure = all.failure;
        if (failure != null) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
        if (!ended) {
            throw new IllegalStateException("no answer for " + PATIENCE_SECONDS + " s");
        }
        return all.latencies;
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
