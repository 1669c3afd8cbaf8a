package org.reactivetango.core.lane;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.LaneRejectedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.limits.Limits;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Runs operations one after the other, in the order in which they came, each until all that it started has ended: what
 * Tango's monitor does with a thread and a lock per device, without either. Everything runs on the lane's loop.
 *
 * <p><b>Re-entrancy</b> follows the chain of calls, not the thread. A call that an operation of this lane makes, directly
 * or through other devices, runs at once; two that it makes side by side run one after the other.
 *
 * <p><b>Waiting</b> is bounded twice: by number ({@link Limits#maxQueuedPerLane}) and by time ({@link Limits#laneWait}). A
 * wait that could never end, because the holder waits for the waiter, is refused at once with the cycle. Whatever is
 * refused fails with a {@link LaneRejectedException} and has not touched the device.
 *
 * <p><b>Memory</b>: what one operation of a lane has done happens before what the next one does.
 *
 * <p>{@link #call} and {@link #yieldDuring} may be used from any thread; everything else is confined to the loop.
 */
public final class Lane {
    private static final String SHORTER = "Make what holds the lane shorter, or move it off the lane";
    private static final String ACROSS_SERVERS =
            "The call came through other servers, where its chain may hold lanes: if the"
                    + " holder waits for one of those, neither could go on. Call devices in one order everywhere, or give the lane up"
                    + " with yieldDuring";

    private final String name;
    private final LoopScheduler loop;
    private final LoopActivity activity;
    private final boolean exclusive;
    private final int maxWaiting;
    private final long maxWaitNanos;
    private final WaitGraph graph;
    private final @Nullable ChainTokens tokens;
    private final WaitingLine waiting = new WaitingLine();
    private final WaitingLine returning = new WaitingLine();

    private @Nullable LaneOperation top;
    /** Whether a handler runs whose result is at hand: it ends before anybody can look at it, and no object stands for it. */
    private boolean atHand;

    private volatile @Nullable LaneOperation outermost;
    /** How many operations are in a line: one that nobody waits for does not look at its lines. */
    private int depth;
    /** Of the outermost operation; one whose result is at hand does not ask the clock. */
    private long heldSinceNanos;

    private @Nullable Disposable waitTimer;
    private @Nullable LaneWatch watch;

    /** An idle lane by itself; {@code name} is what errors call it, for example the device's name. */
    public Lane(String name, LoopScheduler loop, Limits limits) {
        this(name, loop, limits, true, new WaitGraph(), null);
    }

    Lane(
            String name,
            LoopScheduler loop,
            Limits limits,
            boolean exclusive,
            WaitGraph graph,
            @Nullable ChainTokens tokens) {
        this.name = name;
        this.loop = loop;
        this.activity = loop.activity();
        this.exclusive = exclusive;
        this.maxWaiting = limits.maxQueuedPerLane();
        this.maxWaitNanos = limits.laneWait().toNanos();
        this.graph = graph;
        this.tokens = tokens;
    }

    public String name() {
        return name;
    }

    public LoopScheduler loop() {
        return loop;
    }

    /** The {@link LoopScheduler#activity} of its loop. */
    public LoopActivity activity() {
        return activity;
    }

    /** Whether one operation excludes another; false only under {@link SerialModel#NO_SYNC}. */
    public boolean exclusive() {
        return exclusive;
    }

    /** Tells {@code watcher} what becomes of operations from now on. */
    void watch(@Nullable LaneWatch watcher) {
        watch = watcher;
    }

    /** How many operations are waiting. */
    public int depth() {
        return depth;
    }

    /** Whether an operation holds the lane. */
    public boolean held() {
        return top != null || atHand;
    }

    /**
     * Whose call came with that trace state ({@link LaneOperation#traceState}): the Context for the operation that carries it
     * out. It is a child of the operation of this server that the trace state names, if that still runs. From any thread.
     */
    public ContextView caller(String traceState) {
        return tokens == null ? Context.empty() : tokens.caller(traceState);
    }

    @Nullable
    ChainTokens tokens() {
        return tokens;
    }

    @Nullable
    LaneOperation outermost() {
        return outermost;
    }

    // ---- entering

    /**
     * Takes the lane if it is idle: the fast path of a handler whose result is at hand. Either {@link #leave} or
     * {@link #goOnAs} follows before anything else happens on this loop.
     */
    public boolean tryEnter() {
        if (!exclusive) {
            return true;
        }
        if (held()) {
            return false;
        }
        atHand = true;
        return true;
    }

    /** Ends what {@link #tryEnter} began. */
    public void leave() {
        if (exclusive) {
            atHand = false;
            if (depth > 0) {
                next();
            }
        }
    }

    /** What {@link #tryEnter} began turned out to take time: it goes on as {@code operation}, which then ends as any other. */
    public void goOnAs(LaneOperation operation) {
        operation.lane = this;
        if (exclusive) {
            atHand = false;
            hold(operation);
        }
        operation.begin();
    }

    /** Enters at once if the lane is idle or held by the caller's own chain, else waits behind the others. */
    public void enter(LaneOperation operation) {
        operation.lane = this;
        if (!exclusive) {
            operation.begin();
            operation.entered();
            return;
        }
        LaneOperation holder = operation.parent() == null ? null : operation.nearestHolder(this);
        if (holder == top && !atHand) {
            // Idle and nobody of ours, or held by the very operation that calls.
            hold(operation);
            operation.begin();
            operation.entered();
        } else {
            wait(operation, holder);
        }
    }

    private void hold(LaneOperation operation) {
        LaneOperation under = top;
        operation.below = under;
        operation.onStack = true;
        if (under == null) {
            outermost = operation;
            heldSinceNanos = loop.nanoTime();
        } else {
            under.above = operation;
        }
        top = operation;
    }

    private void wait(LaneOperation operation, @Nullable LaneOperation holder) {
        if (depth >= maxWaiting) {
            refuse(
                    operation,
                    new LaneRejectedException(
                            Reasons.COMMAND_TIMED_OUT,
                            "Lane of " + name + " is full: " + depth + " operations wait for " + holderText()
                                    + ". Send less at a time, or make what holds the lane shorter"));
            return;
        }
        operation.nestedUnder = holder;
        if (operation.parent() != null) {
            String cycle = graph.enter(operation);
            if (cycle != null) {
                refuse(
                        operation,
                        new LaneRejectedException(
                                Reasons.DEADLOCK,
                                "Waiting for the lane of " + name + " would never end: " + cycle
                                        + ". Call devices in one order everywhere, or give the lane up with yieldDuring"));
                return;
            }
        }
        long now = loop.nanoTime();
        operation.sinceNanos = now;
        lineFor(holder).addLast(operation);
        depth++;
        if (waitTimer == null) {
            waitTimer = loop.schedule(this::expire, Duration.ofNanos(maxWaitNanos));
        }
    }

    private WaitingLine lineFor(@Nullable LaneOperation holder) {
        if (holder == null) {
            return waiting;
        }
        WaitingLine line = holder.nested;
        if (line == null) {
            line = new WaitingLine();
            holder.nested = line;
        }
        return line;
    }

    private void refuse(LaneOperation operation, LaneRejectedException reason) {
        if (watch != null) {
            watch.refused();
        }
        operation.letParentGo();
        operation.rejected(reason);
    }

    /**
     * A waiting operation gives up: nobody wants it any more. Without effect on one that does not wait.
     *
     * @return whether it waited; then nothing of it will be called any more
     */
    public boolean withdraw(LaneOperation operation) {
        if (operation.line == null || operation.line == returning) {
            return false;
        }
        leaveLine(operation);
        operation.letParentGo();
        return true;
    }

    private void leaveLine(LaneOperation operation) {
        WaitingLine line = operation.line;
        if (line != null) {
            line.remove(operation);
            depth--;
            stopWaiting(operation);
        }
    }

    private void stopWaiting(LaneOperation operation) {
        operation.nestedUnder = null;
        if (operation.parent() != null) {
            graph.leave(operation);
        }
    }

    // ---- leaving

    /** Everything that belongs to the operation has ended; on any thread. */
    void ended(LaneOperation operation) {
        if (!exclusive) {
            operation.letParentGo();
        } else if (loop.inLoop()) {
            release(operation);
        } else {
            loop.execute(() -> release(operation));
        }
    }

    private void release(LaneOperation operation) {
        if (operation.onStack) {
            pop(operation);
            next();
        } else if (operation.line == returning) {
            // It had given the lane up, and ended before it got it back.
            returning.remove(operation);
            depth--;
        }
        // Only now: whoever made it may hold this lane, too, and must leave it later.
        operation.letParentGo();
    }

    private void pop(LaneOperation operation) {
        if (top != operation) {
            throw new IllegalStateException(
                    "lane " + name + " is held by " + holderText() + ", not by " + operation.description());
        }
        LaneOperation under = operation.below;
        operation.onStack = false;
        operation.below = null;
        top = under;
        if (under == null) {
            outermost = null;
        } else {
            under.above = null;
        }
    }

    /** The next in line enters: through the loop, so that a long line of immediate handlers does not become a deep stack. */
    private void next() {
        LaneOperation holder = top;
        LaneOperation back = holder == null ? returning.pollFirst() : null;
        if (back != null) {
            depth--;
            regain(back);
            return;
        }
        WaitingLine line = holder == null ? waiting : holder.nested;
        LaneOperation first;
        while (line != null && (first = line.pollFirst()) != null) {
            depth--;
            stopWaiting(first);
            if (first.abandoned()) {
                first.letParentGo();
            } else {
                if (watch != null) {
                    watch.waited(loop.nanoTime() - first.sinceNanos);
                }
                LaneOperation entering = first;
                hold(entering);
                entering.begin();
                loop.execute(entering::entered);
                return;
            }
        }
    }

    /** The timer counts as waiting until all are refused: who comes back in the same turn must not start another. */
    private void expire() {
        long now = loop.nanoTime();
        expireIn(waiting, now);
        for (LaneOperation each = top; each != null; each = each.below) {
            if (each.nested != null) {
                expireIn(each.nested, now);
            }
        }
        waitTimer = null;
        LaneOperation oldest = oldestWaiting();
        if (oldest != null) {
            long left = maxWaitNanos - (now - oldest.sinceNanos);
            waitTimer = loop.schedule(this::expire, Duration.ofNanos(Math.max(left, 1_000_000)));
        }
    }

    private @Nullable LaneOperation oldestWaiting() {
        LaneOperation oldest = waiting.first();
        for (LaneOperation each = top; each != null; each = each.below) {
            LaneOperation first = each.nested == null ? null : each.nested.first();
            if (first != null && (oldest == null || first.sinceNanos < oldest.sinceNanos)) {
                oldest = first;
            }
        }
        return oldest;
    }

    private void expireIn(WaitingLine line, long now) {
        LaneOperation first = line.first();
        while (first != null && now - first.sinceNanos >= maxWaitNanos) {
            leaveLine(first);
            if (first.abandoned()) {
                first.letParentGo();
            } else {
                refuse(
                        first,
                        new LaneRejectedException(
                                Reasons.COMMAND_TIMED_OUT,
                                "Not able to acquire serialization (dev, class or process) monitor: waited "
                                        + maxWaitNanos / 1_000_000 + " ms for the lane of " + name + ", held by "
                                        + holderText() + ", " + depth
                                        + " more waiting. "
                                        + (first.cameFromAfar() ? ACROSS_SERVERS : SHORTER)));
            }
            first = line.first();
        }
    }

    private String holderText() {
        LaneOperation current = outermost;
        if (current == null) {
            return atHand ? "an operation whose result was at hand" : "nobody";
        }
        return current.description() + " for " + (loop.nanoTime() - heldSinceNanos) / 1_000_000 + " ms";
    }

    // ---- giving the lane up for a while

    /** Whether giving the lane up would let others in, and nothing else is held meanwhile. */
    boolean canSuspend(LaneOperation operation) {
        return exclusive && top == operation && operation.below == null && operation.parent() == null;
    }

    /** The holder gives the lane up; others enter. */
    void suspend(LaneOperation operation) {
        pop(operation);
        next();
    }

    /** It wants the lane back, before all who wait, as it came before them; {@code regained} runs when it has it. */
    void resume(LaneOperation operation, Runnable regained) {
        operation.onRegained = regained;
        if (!held()) {
            regain(operation);
        } else {
            returning.addLast(operation);
            depth++;
        }
    }

    private void regain(LaneOperation operation) {
        hold(operation);
        Runnable regained = operation.onRegained;
        operation.onRegained = null;
        if (regained != null) {
            loop.execute(regained);
        }
    }

    // ---- Monos

    /**
     * Runs {@code operation} on this lane, when subscribed. Its Mono is subscribed on the loop, with a token that lets calls
     * made inside it back in. The lane is released when it has ended, or been cancelled, and all that it started has ended.
     *
     * @param description what it is, for the errors of those who wait behind it
     * @return its result; {@link LaneRejectedException} if it never got the lane
     */
    public <T> Mono<T> call(String description, Supplier<Mono<T>> operation) {
        return new LaneMono<>(this, description, operation, true);
    }

    /**
     * As {@link #call}; once it has entered, cancelling releases the caller only: it runs to its end, its result is for
     * nobody, and the lane is released then. What still waits is withdrawn.
     */
    public <T> Mono<T> callToTheEnd(String description, Supplier<Mono<T>> operation) {
        return new LaneMono<>(this, description, operation, false);
    }

    /**
     * Gives the lane up while {@code waiting} runs, and takes it back before its result goes on: for what takes long and
     * needs no protection, as a motor that moves. What was read before may have changed afterwards. Outside an operation of
     * this lane, or where the lane is held further out by the same chain, it is just {@code waiting}.
     */
    public <T> Mono<T> yieldDuring(Mono<T> waiting) {
        return new YieldMono<>(this, waiting);
    }
}
