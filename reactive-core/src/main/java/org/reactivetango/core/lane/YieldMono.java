package org.reactivetango.core.lane;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** A Mono during which its operation does not hold the lane; see {@link Lane#yieldDuring}. */
final class YieldMono<T> extends Mono<T> {
    private final Lane lane;
    private final Mono<T> waiting;

    YieldMono(Lane lane, Mono<T> waiting) {
        this.lane = lane;
        this.waiting = waiting;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        LaneOperation operation = LaneOperation.current(actual.currentContext());
        if (operation == null || operation.lane != lane) {
            waiting.subscribe(actual);
        } else if (lane.loop().inLoop()) {
            start(operation, actual);
        } else {
            lane.loop().execute(() -> start(operation, actual));
        }
    }

    private void start(LaneOperation operation, CoreSubscriber<? super T> actual) {
        if (!lane.canSuspend(operation)) {
            waiting.subscribe(actual);
            return;
        }
        lane.suspend(operation);
        waiting.subscribe(new Yielding<>(lane, operation, actual));
    }

    /** Passes the end on once the lane has been regained. */
    private static final class Yielding<T> implements CoreSubscriber<T>, Subscription {
        private final Lane lane;
        private final LaneOperation operation;
        private final CoreSubscriber<? super T> actual;
        private @Nullable Subscription source;
        private @Nullable T value;
        private boolean resuming;

        Yielding(Lane lane, LaneOperation operation, CoreSubscriber<? super T> actual) {
            this.lane = lane;
            this.operation = operation;
            this.actual = actual;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            if (Operators.validate(source, subscription)) {
                source = subscription;
                actual.onSubscribe(this);
            }
        }

        @Override
        public void request(long n) {
            Subscription running = source;
            if (running != null) {
                running.request(n);
            }
        }

        /** Whoever goes on after a cancel goes on with the lane, as soon as it is free. */
        @Override
        public void cancel() {
            Subscription running = source;
            if (running != null) {
                running.cancel();
            }
            resume(() -> {});
        }

        @Override
        public void onNext(T next) {
            value = next;
        }

        @Override
        public void onError(Throwable error) {
            resume(() -> actual.onError(error));
        }

        @Override
        public void onComplete() {
            resume(() -> {
                T result = value;
                if (result != null) {
                    actual.onNext(result);
                }
                actual.onComplete();
            });
        }

        private void resume(Runnable then) {
            if (lane.loop().inLoop()) {
                resumeOnLoop(then);
            } else {
                lane.loop().execute(() -> resumeOnLoop(then));
            }
        }

        private void resumeOnLoop(Runnable then) {
            if (!resuming) {
                resuming = true;
                if (operation.running()) {
                    lane.resume(operation, then);
                }
            }
        }
    }
}
