package org.reactivetango.server.dispatch;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.reactivetango.core.lane.LaneOperation;
import org.reactivetango.core.lane.LoopScheduler;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Waits for what a handler began and calls {@link #settled} exactly once, on the loop, wherever the handler's Mono
 * terminates and however often.
 */
abstract class LoopSubscriber implements CoreSubscriber<Object> {
    private final LoopScheduler loop;
    private final Context context;
    private @Nullable Object value;
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

    @Override
    public final void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public final void onNext(Object next) {
        value = next;
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
        if (!terminated) {
            terminated = true;
            settled(error == null ? value : null, error);
        }
    }
}
