package org.reactivetango.core.lane;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/** How a {@link StallGuard} is to be. Immutable: every method returns a changed copy. */
public final class GuardOptions {
    /** A limit of 20 ms, reports to the log only, a daemon thread. */
    public static final GuardOptions DEFAULT =
            new GuardOptions(true, StallGuard.DEFAULT_LIMIT, stall -> {}, StallGuard::thread);

    private final boolean on;
    private final Duration limit;
    private final Consumer<Stall> onStall;
    private final Function<String, Scheduler> watcher;

    private GuardOptions(boolean on, Duration limit, Consumer<Stall> onStall, Function<String, Scheduler> watcher) {
        this.on = on;
        this.limit = limit;
        this.onStall = onStall;
        this.watcher = watcher;
    }

    /**
     * How long a handler may hold its loop.
     *
     * @throws IllegalArgumentException if it is not positive; {@link #off} is for those who want no guard
     */
    public GuardOptions limit(Duration longest) {
        return new GuardOptions(true, StallGuard.checked(longest), onStall, watcher);
    }

    /** No guard: no thread, and nobody is told. */
    public GuardOptions off() {
        return new GuardOptions(false, limit, onStall, watcher);
    }

    /** Tells {@code listener}, too: on the guard's thread, which it must not block. */
    public GuardOptions onStall(Consumer<Stall> listener) {
        return new GuardOptions(on, limit, onStall.andThen(listener), watcher);
    }

    /** Where the guard runs, made from the name it is to have, and the clock it goes by: for virtual time. */
    public GuardOptions watcher(Function<String, Scheduler> maker) {
        return new GuardOptions(on, limit, onStall, maker);
    }

    /**
     * Begins to watch {@code loops}, those with a thread.
     *
     * @param name of the thread
     * @param underWay what has begun on a loop and not ended, for code that no handler is known for
     */
    public Disposable watch(String name, List<LoopScheduler> loops, Function<LoopScheduler, List<String>> underWay) {
        List<LoopScheduler> blockable =
                loops.stream().filter(LoopScheduler::hasThread).toList();
        return on && !blockable.isEmpty()
                ? new StallGuard(limit, watcher.apply(name), blockable, underWay, onStall)
                : Disposables.disposed();
    }
}
