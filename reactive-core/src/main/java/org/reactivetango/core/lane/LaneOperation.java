package org.reactivetango.core.lane;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.LaneRejectedException;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * One operation on a {@link Lane}, from its arrival until all that it has started has ended: itself, the calls it made to
 * other devices, its calls to a blocking driver. Only then the lane is free for the next.
 *
 * <p>While it runs it is a token, too: handlers are subscribed with it in their Reactor Context ({@link #in}), and a call
 * made with that Context is its child. A child on a lane that one of its ancestors holds runs at once. The token is the
 * object itself, so it cannot be guessed; once the operation has ended it is worth nothing, whoever still carries it.
 */
public abstract class LaneOperation implements LoopActivity.Holder {
    private static final AtomicIntegerFieldUpdater<LaneOperation> PARTS =
            AtomicIntegerFieldUpdater.newUpdater(LaneOperation.class, "parts");

    private static final AtomicReferenceFieldUpdater<LaneOperation, ChainTokens.Link> LINK =
            AtomicReferenceFieldUpdater.newUpdater(LaneOperation.class, ChainTokens.Link.class, "link");

    private final @Nullable LaneOperation parent;
    private volatile int parts;
    /** Its chain beyond this server; null for most. */
    volatile ChainTokens.@Nullable Link link;

    // The rest belongs to the lane and is confined to its loop; WaitGraph looks at some of it under its lock.
    volatile @Nullable Lane lane;
    volatile boolean onStack;
    volatile @Nullable LaneOperation above;

    @Nullable
    LaneOperation below;

    volatile @Nullable LaneOperation nestedUnder;

    @Nullable
    WaitingLine nested;

    @Nullable
    WaitingLine line;

    @Nullable
    LaneOperation earlier;

    @Nullable
    LaneOperation later;

    @Nullable
    Runnable onRegained;

    long sinceNanos;

    /** An operation that nobody's handler made: a request, a poll. */
    protected LaneOperation() {
        this.parent = null;
    }

    /** An operation made with that Context: a child of the operation whose token it carries, if that still runs. */
    protected LaneOperation(ContextView callersContext) {
        LaneOperation caller = callersContext.getOrDefault(LaneOperation.class, null);
        this.parent = caller != null && caller.retain() ? caller : null;
        ChainTokens.Link came = callersContext.getOrDefault(ChainTokens.Link.class, null);
        ChainTokens.Link inherited = came != null || parent == null ? came : parent.link;
        if (inherited != null && inherited.others() != null) {
            this.link = new ChainTokens.Link(inherited.others(), null);
        }
    }

    /** The lane is held: begin. Called once, on the lane's loop; {@link #done} must follow. */
    protected abstract void entered();

    /** The lane was not held and will not be. Called on the lane's loop, instead of {@link #entered}. */
    protected abstract void rejected(LaneRejectedException reason);

    /** Whether nobody waits for it any more; asked before it would enter, and then it is dropped without a word. */
    protected abstract boolean abandoned();

    /** What it is, for the errors of those who wait behind it: operation, device and client. */
    protected abstract String description();

    @Override
    public final String doing() {
        return description();
    }

    /** The operation whose handler made this one. */
    final @Nullable LaneOperation parent() {
        return parent;
    }

    /** The Context with which handlers of this operation are to be subscribed. */
    public final Context in(Context outer) {
        return outer.put(LaneOperation.class, this);
    }

    /** The operation whose token a Context carries, if it still runs. */
    public static @Nullable LaneOperation current(ContextView context) {
        LaneOperation operation = context.getOrDefault(LaneOperation.class, null);
        return operation != null && operation.parts > 0 ? operation : null;
    }

    /**
     * What a call to another server of ours has to bring along so that it belongs to the chain of calls of the operation
     * whose token the Context carries: a W3C trace state, good for as long as the operation runs. It lets whoever has it into
     * the lanes of the chain, so it is for nobody else. From any thread.
     *
     * @return empty if there is no such operation
     */
    public static String traceState(ContextView context) {
        LaneOperation operation = current(context);
        Lane held = operation == null ? null : operation.lane;
        ChainTokens tokens = held == null ? null : held.tokens();
        return operation == null || tokens == null ? "" : tokens.traceState(operation);
    }

    final boolean link(ChainTokens.@Nullable Link from, ChainTokens.Link to) {
        return LINK.compareAndSet(this, from, to);
    }

    /** Whether it came through other servers of ours, whose lanes its chain may hold. */
    final boolean cameFromAfar() {
        ChainTokens.Link known = link;
        return known != null && known.others() != null;
    }

    /**
     * Keeps the operation from ending, from any thread.
     *
     * @return false if it has ended; else {@link #releasePart} must follow
     */
    public final boolean retain() {
        for (int now = parts; now > 0; now = parts) {
            if (PARTS.compareAndSet(this, now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    /** One part has ended, on any thread: a child, a call to a driver, or the operation's own. */
    public final void releasePart() {
        if (PARTS.decrementAndGet(this) == 0) {
            end();
        }
    }

    /**
     * Gives up waiting, on the lane's loop: nobody wants it any more. Without effect on an operation that does not wait.
     *
     * @return whether it waited; then nothing of it will be called any more
     */
    public final boolean withdraw() {
        Lane waitedFor = lane;
        return waitedFor != null && waitedFor.withdraw(this);
    }

    /** The operation's own part has ended; what it has started may still run. */
    public final void done() {
        releasePart();
    }

    /** Whether it has entered and not ended. */
    final boolean running() {
        return parts > 0;
    }

    /** Begins to count parts: its own. */
    final void begin() {
        parts = 1;
    }

    private void end() {
        Lane held = lane;
        ChainTokens tokens = link == null || held == null ? null : held.tokens();
        if (tokens != null) {
            tokens.forget(this);
        }
        if (held == null) {
            letParentGo();
        } else {
            held.ended(this);
        }
    }

    /** Nothing of this operation is left: the one that made it need not wait for it any more. */
    final void letParentGo() {
        if (parent != null) {
            parent.releasePart();
        }
    }

    /** The nearest operation that made this one, directly or not, and is on the stack of {@code wanted}. */
    final @Nullable LaneOperation nearestHolder(Lane wanted) {
        for (LaneOperation ancestor = parent; ancestor != null; ancestor = ancestor.parent) {
            if (ancestor.onStack && ancestor.lane == wanted) {
                return ancestor;
            }
        }
        return null;
    }

    /** Whether this is {@code other} or made it, directly or not. */
    final boolean isSelfOrAncestorOf(@Nullable LaneOperation other) {
        for (LaneOperation each = other; each != null; each = each.parent) {
            if (each == this) {
                return true;
            }
        }
        return false;
    }

    /** The first of the chain of calls that led here. */
    final LaneOperation root() {
        LaneOperation first = this;
        while (first.parent != null) {
            first = first.parent;
        }
        return first;
    }
}
