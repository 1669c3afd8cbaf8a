package org.reactivetango.server.dispatch;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.reactivetango.core.lane.LaneOperation;
import org.reactivetango.core.lane.LoopScheduler;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Waits for what a handler began and calls {@link #settled} on the loop, wherever the handler's Mono terminates and however
 * often: exactly once, or never if it was {@linkplain #cancel cancelled} first.
 */
abstract class LoopSubscriber implements CoreSubscriber<Object> {
    private static final AtomicReferenceFieldUpdater<LoopSubscriber, Object> VALUE =
            AtomicReferenceFieldUpdater.newUpdater(LoopSubscriber.class, Object.class, "value");
    /** In place of the value: nobody wants one any more. */
    private static final Object CLOSED = new Object();

    private final LoopScheduler loop;
    private final Context context;
    private volatile @Nullable Subscription source;
    private volatile @Nullable Object value;
    private volatile boolean cancelled;
    private boolean terminated;

    /**
     * Waits on {@code loop}.
     *
     * @param operation the operation on the device's lane whose handler it is, so that calls the handler makes are its
     *     children; null off the lane
     */
    LoopSubscriber(LoopScheduler loop, @Nullable LaneOperation operation) {
        this.loop = loop;
        this.context = operation == null ? Context.empty() : operation.in(Context.empty());
    }

    /**
     * The end of it.
     *
     * @param value what the Mono gave, or null if it was empty or failed
     * @param error why it failed, or null
     */
    abstract void settled(@Nullable Object value, @Nullable Throwable error);

    /** Subscribes; {@link #settled} may be called before this returns. */
    final void await(Mono<?> mono) {
        try {
            mono.subscribe(this);
        } catch (Throwable e) {
            // Reactor lets linkage errors and stack overflows of handlers through; the lane must be left all the same.
            onError(e);
        }
    }

    @Override
    public final Context currentContext() {
        return context;
    }

    /**
     * Cancels the handler's Mono, on the loop; a value that it gave already, or still gives, is let go.
     *
     * @return false if it has settled before
     */
    final boolean cancel() {
        if (terminated) {
            return false;
        }
        terminated = true;
        cancelled = true;
        Subscription running = source;
        if (running != null) {
            running.cancel();
        }
        SharedReadings.release(VALUE.getAndSet(this, CLOSED));
        return true;
    }

    @Override
    public final void onSubscribe(Subscription subscription) {
        source = subscription;
        if (cancelled) {
            subscription.cancel();
        } else {
            subscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public final void onNext(Object next) {
        if (!VALUE.compareAndSet(this, null, next)) {
            SharedReadings.release(next);
        }
    }

    @Override
    public final void onError(Throwable error) {
        end(error);
    }

    @Override
    public final void onComplete() {
        end(null);
    }

    private void end(@Nullable Throwable error) {
        if (loop.inLoop()) {
            endOnLoop(error);
        } else {
            loop.execute(() -> endOnLoop(error));
        }
    }

    private void endOnLoop(@Nullable Throwable error) {
        if (terminated) {
            return;
        }
        terminated = true;
        Object given = value;
        value = CLOSED;
        if (error != null) {
            SharedReadings.release(given);
            settled(null, error);
        } else {
            settled(given, null);
        }
    }
}
