package org.reactivetango.core.lane;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What a loop is doing just now: whose code runs on it. Only the loop itself says so, with two plain stores on most
 * processors; a {@link StallGuard} looks from its own thread. What neither is a handler nor belongs to one is not told.
 */
public final class LoopActivity {
    /** Somebody whose code runs on a loop. */
    @FunctionalInterface
    public interface Holder {
        /** What it is doing, for people: operation, device and client. Called on any thread, and only when it is late. */
        String doing();
    }

    private static final VarHandle HOLDER;
    private static final VarHandle TURNS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HOLDER = lookup.findVarHandle(LoopActivity.class, "holder", Holder.class);
            TURNS = lookup.findVarHandle(LoopActivity.class, "turns", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private @Nullable Holder holder;
    /** Grows with each beginning and end, so that two that look alike are two. */
    private long turns;

    /**
     * Somebody's code begins; on the loop.
     *
     * @return what {@link #end} must be given when it returns: whoever called it
     */
    public @Nullable Holder begin(@Nullable Holder next) {
        Holder outer = holder;
        holder = next;
        TURNS.setRelease(this, turns + 1);
        return outer;
    }

    /** The code that began last has returned; on the loop. */
    public void end(@Nullable Holder outer) {
        holder = outer;
        TURNS.setRelease(this, turns + 1);
    }

    /** Whose code runs, seen from any thread; null for nobody's. */
    @Nullable
    Holder holder() {
        return (Holder) HOLDER.getOpaque(this);
    }

    /** As long as this is the same, so is the {@link #holder}; from any thread. */
    long turns() {
        return (long) TURNS.getAcquire(this);
    }
}
