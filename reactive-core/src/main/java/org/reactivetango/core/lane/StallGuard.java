package org.reactivetango.core.lane;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Tells whose code holds a loop for too long, while it does: what it is doing, for which client, and the stack at that
 * moment. It looks four times per limit, so whatever holds a loop for a quarter more than the limit is found, and nothing
 * that does not exceed it. Code that no handler is known for, as what follows a {@code Mono.delay}, is found when it holds
 * the loop for twice the limit; then all operations under way are named.
 *
 * <p>Each stall goes to the listener once, and again each time it has become ten times as long; to the log at most once per
 * second. Time in which the guard itself did not run, as when the whole machine pauses, does not count.
 *
 * <p>The loops pay two stores per handler ({@link LoopActivity}) and one empty task per limit.
 */
public final class StallGuard implements Disposable {
    /** How long a handler may hold a loop, unless said otherwise. */
    public static final Duration DEFAULT_LIMIT = Duration.ofMillis(20);

    private static final Logger LOG = LoggerFactory.getLogger(StallGuard.class);
    private static final int LOOKS_PER_LIMIT = 4;
    private static final int LONGER = 10;
    private static final long NANOS_BETWEEN_LOGS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_NAMED = 5;

    private static final Set<String> LOADING = Set.of(
            "java.lang.ClassLoader",
            "java.lang.invoke.MethodHandleNatives",
            "java.lang.invoke.DirectMethodHandle",
            "java.lang.invoke.InnerClassLambdaMetafactory",
            "jdk.internal.loader.NativeLibraries");

    private final long limitNanos;
    private final long periodNanos;
    private final Scheduler watcher;
    private final Function<LoopScheduler, List<String>> underWay;
    private final Consumer<Stall> listener;
    private final List<Watched> loops;
    private volatile boolean ended;

    // On the watcher:
    private long lastLookNanos;
    private long lastLogNanos;
    private boolean logged;
    private int notLogged;

    /**
     * Begins to watch.
     *
     * @param limit how long a handler may hold a loop
     * @param watcher where the guard runs, and the clock it goes by; ended with the guard
     * @param underWay what has begun on a loop and not ended, for code that no handler is known for
     * @param listener told of stalls, on the watcher; it must not block
     * @throws IllegalArgumentException if {@code limit} is not positive: whoever wants no guard makes none
     */
    public StallGuard(
            Duration limit,
            Scheduler watcher,
            List<LoopScheduler> loops,
            Function<LoopScheduler, List<String>> underWay,
            Consumer<Stall> listener) {
        this.limitNanos = checked(limit).toNanos();
        this.periodNanos = Math.max(1, limitNanos / LOOKS_PER_LIMIT);
        this.watcher = watcher;
        this.underWay = underWay;
        this.listener = listener;
        this.loops = loops.stream().map(Watched::new).toList();
        this.lastLookNanos = watcher.now(TimeUnit.NANOSECONDS);
        watcher.schedulePeriodically(this::look, periodNanos, periodNanos, TimeUnit.NANOSECONDS);
    }

    /** The limit, if it can be one. */
    public static Duration checked(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException(
                    "a handler cannot hold its loop for less than no time: the limit must be positive, not " + limit);
        }
        return limit;
    }

    /** A watcher with a daemon thread of that name. */
    public static Scheduler thread(String name) {
        return Schedulers.newSingle(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Ends it with its next look: ending a thread takes a lock, and the caller may be a loop. */
    @Override
    public void dispose() {
        ended = true;
    }

    @Override
    public boolean isDisposed() {
        return ended;
    }

    private void look() {
        if (ended) {
            watcher.dispose();
            return;
        }
        long now = watcher.now(TimeUnit.NANOSECONDS);
        long passed = Math.max(0, Math.min(now - lastLookNanos, 2 * periodNanos));
        lastLookNanos = now;
        for (Watched watched : loops) {
            watched.look(passed);
        }
    }

    private void tell(Stall stall) {
        long now = lastLookNanos;
        if (logged && now - lastLogNanos < NANOS_BETWEEN_LOGS) {
            notLogged++;
        } else {
            LOG.warn("{}{}", stall.text(), notLogged == 0 ? "" : "\nand " + notLogged + " more since the last report");
            logged = true;
            lastLogNanos = now;
            notLogged = 0;
        }
        try {
            listener.accept(stall);
        } catch (RuntimeException e) {
            LOG.error("The listener for stalls failed", e);
        }
    }

    /**
     * Whether a loop that runs no operation has only not been given the processor yet, or loads classes: nobody can do
     * anything about that, and a program that starts is no reason to warn.
     */
    private static boolean nobodysFault(List<StackTraceElement> stack) {
        return stack.isEmpty()
                || stack.get(0).getMethodName().startsWith("epollWait")
                || stack.stream().anyMatch(frame -> LOADING.contains(frame.getClassName()));
    }

    /** One loop. It is held as long as its activity does not change, though a handler or a task of ours is due to go on. */
    private final class Watched {
        private final LoopScheduler loop;
        private final LoopActivity activity;
        private volatile @Nullable Thread thread;
        private volatile boolean beating;

        // On the watcher:
        private long turns;
        private long heldNanos;
        private long reportNanos;
        private int looksToBeat;
        private boolean ended;

        Watched(LoopScheduler loop) {
            this.loop = loop;
            this.activity = loop.activity();
            beat();
        }

        private void beat() {
            looksToBeat = LOOKS_PER_LIMIT;
            beating = true;
            try {
                loop.execute(this::beaten);
            } catch (RejectedExecutionException loopHasEnded) {
                ended = true;
            }
        }

        private void beaten() {
            thread = Thread.currentThread();
            beating = false;
        }

        void look(long passedNanos) {
            if (ended) {
                return;
            }
            long seen = activity.turns();
            LoopActivity.Holder holder = activity.holder();
            if (seen != turns || (holder == null && !beating)) {
                turns = seen;
                heldNanos = 0;
                reportNanos = limitNanos;
                if (--looksToBeat <= 0 && !beating) {
                    beat();
                }
                return;
            }
            heldNanos += passedNanos;
            if (heldNanos >= reportNanos) {
                report(holder);
            }
        }

        private void report(LoopActivity.@Nullable Holder holder) {
            Thread held = thread;
            String name = held == null ? "that has not begun yet" : held.getName();
            List<StackTraceElement> stack = held == null ? List.of() : Arrays.asList(held.getStackTrace());
            List<String> begun = holder == null ? underWay.apply(loop) : List.of();
            String doing = holder == null ? unknown(begun) : doing(holder);
            if (activity.turns() != turns || (holder == null && !beating)) {
                // It went on while we looked: this is not the stack of what held it.
                return;
            }
            if (holder == null && begun.isEmpty() && nobodysFault(stack)) {
                reportNanos *= LONGER;
                LOG.debug("Loop {} waits for the machine: {}", name, stack);
                return;
            }
            boolean first = reportNanos == limitNanos;
            reportNanos *= LONGER;
            tell(new Stall(name, doing, Duration.ofNanos(heldNanos), stack, first));
        }

        private static String doing(LoopActivity.Holder holder) {
            try {
                return holder.doing();
            } catch (RuntimeException changedMeanwhile) {
                return "a handler that ends just now";
            }
        }

        private static String unknown(List<String> begun) {
            if (begun.isEmpty()) {
                return "code that belongs to no operation";
            }
            String named = String.join(", ", begun.subList(0, Math.min(begun.size(), MOST_NAMED)));
            int more = begun.size() - MOST_NAMED;
            return "code that one of these began: " + named + (more > 0 ? " and " + more + " more" : "");
        }
    }
}
