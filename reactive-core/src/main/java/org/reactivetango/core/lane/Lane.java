package org.reactivetango.core.lane;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.LaneRejectedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.limits.Limits;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Runs operations one after the other, in the order in which they came, each until its Mono has terminated: what
 * Tango's monitor does with a thread and a lock per device, without either.
 *
 * <p>Waiting is bounded twice: by number ({@link Limits#maxQueuedPerLane}) and by time ({@link Limits#laneWait}). An
 * operation that is refused or waited too long fails with {@code API_CommandTimedOut} and has not touched the device.
 *
 * <p>{@link #call} may be used from any thread; everything else is confined to the loop.
 */
public final class Lane {
    private final String name;
    private final LoopScheduler loop;
    private final int maxQueued;
    private final Duration maxWait;
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();

    private @Nullable LaneTask holder;
    private long heldSinceNanos;
    private @Nullable Disposable waitTimer;

    private static final LaneTask AT_HAND = new LaneTask() {
        @Override
        public void entered() {}

        @Override
        public void rejected(LaneRejectedException reason) {}

        @Override
        public boolean abandoned() {
            return false;
        }

        @Override
        public String description() {
            return "an operation whose result was at hand";
        }
    };

    private record Waiting(LaneTask task, long sinceNanos) {}

    /** An idle lane on {@code loop}; {@code name} is what errors call it, for example the device's name. */
    public Lane(String name, LoopScheduler loop, Limits limits) {
        this.name = name;
        this.loop = loop;
        this.maxQueued = limits.maxQueuedPerLane();
        this.maxWait = limits.laneWait();
    }

    public String name() {
        return name;
    }

    public LoopScheduler loop() {
        return loop;
    }

    /** How many operations are waiting. */
    public int depth() {
        return queue.size();
    }

    /** Whether an operation holds the lane. */
    public boolean held() {
        return holder != null;
    }

    /**
     * Takes the lane if it is idle: the fast path of a handler whose result is at hand, without queue and hop. If it turns
     * out to take time, {@link #holdAs} says who holds the lane now.
     *
     * @return false if the lane is held; true if it is the caller's, and then {@link #release} must follow
     */
    public boolean tryEnter() {
        return tryEnter(AT_HAND);
    }

    /** What was entered by {@link #tryEnter()} goes on as {@code task}. */
    public void holdAs(LaneTask task) {
        holder = task;
    }

    private boolean tryEnter(LaneTask task) {
        if (holder != null) {
            return false;
        }
        holder = task;
        heldSinceNanos = 0;
        return true;
    }

    /** Enters at once if the lane is idle, else waits behind the others. On the loop only. */
    public void enter(LaneTask task) {
        if (tryEnter(task)) {
            task.entered();
        } else if (queue.size() >= maxQueued) {
            task.rejected(new LaneRejectedException(
                    Reasons.COMMAND_TIMED_OUT,
                    "Lane of " + name + " is full: " + queue.size() + " operations wait for " + holderText()
                            + ". Send less at a time, or make what holds the lane shorter"));
        } else {
            long now = loop.nanoTime();
            if (heldSinceNanos == 0) {
                heldSinceNanos = now;
            }
            queue.add(new Waiting(task, now));
            if (waitTimer == null) {
                waitTimer = loop.schedule(this::expire, maxWait);
            }
        }
    }

    /** The holder is done: the next in line enters. On the loop only. */
    public void release() {
        if (holder == null) {
            throw new IllegalStateException("lane " + name + " is not held");
        }
        holder = null;
        Waiting next;
        while (holder == null && (next = queue.poll()) != null) {
            if (!next.task.abandoned()) {
                holder = next.task;
                heldSinceNanos = loop.nanoTime();
                // Through the loop, not inline: a long queue of immediate handlers must not become a deep stack.
                loop.execute(next.task::entered);
            }
        }
    }

    /**
     * Runs {@code operation} alone on this lane, when subscribed. The lane is released when its Mono has terminated or,
     * after a cancel, when the cancelled Mono has been cancelled.
     *
     * @return its result; {@link LaneRejectedException} if it never got the lane
     */
    public <T> Mono<T> call(String description, Supplier<Mono<T>> operation) {
        return Mono.create(sink -> {
            MonoTask<T> task = new MonoTask<>(this, description, operation, sink);
            if (loop.inLoop()) {
                enter(task);
            } else {
                loop.execute(() -> enter(task));
            }
        });
    }

    private void expire() {
        waitTimer = null;
        long now = loop.nanoTime();
        Waiting first;
        while ((first = queue.peek()) != null && now - first.sinceNanos >= maxWait.toNanos()) {
            queue.poll();
            if (!first.task.abandoned()) {
                first.task.rejected(new LaneRejectedException(
                        Reasons.COMMAND_TIMED_OUT,
                        "Not able to acquire serialization (dev, class or process) monitor: waited "
                                + maxWait.toMillis() + " ms for the lane of " + name + ", held by " + holderText()
                                + ", " + queue.size()
                                + " more waiting. Make what holds the lane shorter, or move it off"
                                + " the lane"));
            }
        }
        if (first != null) {
            long left = maxWait.toNanos() - (now - first.sinceNanos);
            waitTimer = loop.schedule(this::expire, Duration.ofNanos(Math.max(left, 1_000_000)));
        }
    }

    private String holderText() {
        LaneTask current = holder;
        if (current == null) {
            return "nobody";
        }
        long heldMillis = heldSinceNanos == 0 ? 0 : (loop.nanoTime() - heldSinceNanos) / 1_000_000;
        return current.description() + " for " + heldMillis + " ms";
    }

    /** A Mono on the lane. */
    private static final class MonoTask<T> implements LaneTask {
        private final Lane lane;
        private final String description;
        private final Supplier<Mono<T>> operation;
        private final MonoSink<T> sink;
        private volatile boolean cancelled;

        MonoTask(Lane lane, String description, Supplier<Mono<T>> operation, MonoSink<T> sink) {
            this.lane = lane;
            this.description = description;
            this.operation = operation;
            this.sink = sink;
            sink.onDispose(() -> cancelled = true);
        }

        @Override
        public void entered() {
            Mono<T> running;
            try {
                running = operation.get();
            } catch (Throwable e) {
                running = Mono.error(e);
            }
            Disposable subscription = running.doFinally(end -> releaseOnLoop())
                    .contextWrite(sink.contextView())
                    .subscribe(sink::success, sink::error, sink::success);
            sink.onCancel(subscription);
        }

        private void releaseOnLoop() {
            if (lane.loop.inLoop()) {
                lane.release();
            } else {
                lane.loop.execute(lane::release);
            }
        }

        @Override
        public void rejected(LaneRejectedException reason) {
            sink.error(reason);
        }

        @Override
        public boolean abandoned() {
            return cancelled;
        }

        @Override
        public String description() {
            return description;
        }
    }
}
