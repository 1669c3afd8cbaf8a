package org.reactivetango.core.lane;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.reactivetango.core.error.LaneRejectedException;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** A Mono on a lane; see {@link Lane#call} and {@link Lane#callToTheEnd}. */
final class LaneMono<T> extends Mono<T> {
    private final Lane lane;
    private final String description;
    private final Supplier<Mono<T>> operation;
    private final boolean cancellable;

    LaneMono(Lane lane, String description, Supplier<Mono<T>> operation, boolean cancellable) {
        this.lane = lane;
        this.description = description;
        this.operation = operation;
        this.cancellable = cancellable;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        actual.onSubscribe(new Running<>(lane, description, operation, cancellable, actual));
    }

    /** One subscription. What it gives goes to the loop of whoever made it, if that is an operation, else to the lane's. */
    private static final class Running<T> extends LaneOperation implements CoreSubscriber<T>, Subscription {
        private final Lane target;
        private final String description;
        private final Supplier<Mono<T>> operation;
        private final boolean cancellable;
        private final CoreSubscriber<? super T> actual;
        private final Context context;
        private final LoopScheduler home;
        private volatile boolean begun;
        private volatile boolean cancelled;
        // On the lane's loop:
        private @Nullable Subscription source;
        private boolean entered;
        private boolean ended;
        // By the source, whose signals come one after the other:
        private @Nullable T value;

        Running(
                Lane lane,
                String description,
                Supplier<Mono<T>> operation,
                boolean cancellable,
                CoreSubscriber<? super T> actual) {
            super(actual.currentContext());
            this.target = lane;
            this.description = description;
            this.operation = operation;
            this.cancellable = cancellable;
            this.actual = actual;
            this.context = in(actual.currentContext());
            LaneOperation maker = parent();
            Lane makersLane = maker == null ? null : maker.lane;
            this.home = makersLane == null ? lane.loop() : makersLane.loop();
        }

        // ---- Subscription, from any thread

        @Override
        public void request(long n) {
            if (Operators.validate(n) && !begun) {
                begun = true;
                on(target.loop(), () -> {
                    if (!ended) {
                        target.enter(this);
                    }
                });
            }
        }

        @Override
        public void cancel() {
            if (!cancelled) {
                cancelled = true;
                on(target.loop(), this::stop);
            }
        }

        private void stop() {
            if (ended || (entered && !cancellable)) {
                return;
            }
            ended = true;
            if (!entered) {
                if (begun) {
                    target.withdraw(this);
                } else {
                    letParentGo();
                }
                return;
            }
            Subscription running = source;
            if (running != null) {
                running.cancel();
            }
            done();
        }

        // ---- LaneOperation, on the lane's loop

        @Override
        protected void entered() {
            entered = true;
            if (ended) {
                done();
                return;
            }
            LoopActivity.Holder outer = target.activity().begin(this);
            try {
                Objects.requireNonNull(operation.get(), "the operation gave no Mono")
                        .subscribe(this);
            } catch (Throwable e) {
                // Not only what the handler itself throws: Reactor lets linkage errors and stack overflows through.
                onError(e);
            } finally {
                target.activity().end(outer);
            }
        }

        @Override
        protected void rejected(LaneRejectedException reason) {
            if (!ended) {
                ended = true;
                on(home, () -> actual.onError(reason));
            }
        }

        @Override
        protected boolean abandoned() {
            return cancelled;
        }

        @Override
        protected String description() {
            return description;
        }

        // ---- CoreSubscriber, on any thread

        @Override
        public Context currentContext() {
            return context;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            if (Operators.validate(source, subscription)) {
                source = subscription;
                subscription.request(Long.MAX_VALUE);
            }
        }

        @Override
        public void onNext(T next) {
            value = next;
        }

        @Override
        public void onError(Throwable error) {
            on(target.loop(), () -> end(error));
        }

        @Override
        public void onComplete() {
            on(target.loop(), () -> end(null));
        }

        /** First the lane, then the result: who goes on with it is not on the lane any more. */
        private void end(@Nullable Throwable error) {
            if (ended) {
                return;
            }
            ended = true;
            done();
            if (cancelled) {
                return;
            }
            on(home, () -> deliver(error));
        }

        /** What goes on with it belongs to whoever made it. */
        private void deliver(@Nullable Throwable error) {
            LoopActivity.Holder outer = home.activity().begin(parent());
            try {
                T result = value;
                if (error != null) {
                    actual.onError(error);
                } else {
                    if (result != null) {
                        actual.onNext(result);
                    }
                    actual.onComplete();
                }
            } finally {
                home.activity().end(outer);
            }
        }

        private static void on(LoopScheduler loop, Runnable task) {
            if (loop.inLoop()) {
                task.run();
            } else {
                loop.execute(task);
            }
        }
    }
}
