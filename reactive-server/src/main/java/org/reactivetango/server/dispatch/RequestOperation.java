package org.reactivetango.server.dispatch;

import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.LaneRejectedException;
import org.reactivetango.core.lane.LaneOperation;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * What a request does on one lane. A request for things on several lanes is several of these, one after the other.
 * Confined to the loop.
 */
public abstract class RequestOperation extends LaneOperation {
    final IncomingCall call;
    private @Nullable LoopSubscriber cancellable;

    RequestOperation(IncomingCall call) {
        super(call.caller());
        this.call = call;
    }

    /** One that is a part of another operation of the same request. */
    RequestOperation(IncomingCall call, RequestOperation whole) {
        super(whole.in(Context.empty()));
        this.call = call;
    }

    /** The lane is held and somebody waits for the result. */
    abstract void begin();

    /** Waits for what a handler began. */
    final void await(Mono<?> mono, LoopSubscriber handler, boolean handlerIsCancellable) {
        cancellable = handlerIsCancellable ? handler : null;
        handler.await(mono);
    }

    /**
     * The client has gone, or does not wait any more. What waits for the lane leaves it and never reaches the device. A
     * handler that has started finishes, unless it was declared cancellable: then its Mono is cancelled, and the lane is
     * released when all that it has started has ended.
     */
    public final void callerGone() {
        LoopSubscriber running = cancellable;
        if (withdraw()) {
            call.drop();
        } else if (running != null && running.cancel()) {
            dropped();
            call.drop();
            done();
        }
    }

    /** It ends without an answer: what it holds for one can go. */
    void dropped() {}

    @Override
    protected final void entered() {
        if (call.abandoned()) {
            call.drop();
            done();
        } else {
            begin();
        }
    }

    @Override
    protected void rejected(LaneRejectedException reason) {
        call.fail(reason);
    }

    @Override
    protected final boolean abandoned() {
        return call.abandoned();
    }
}
