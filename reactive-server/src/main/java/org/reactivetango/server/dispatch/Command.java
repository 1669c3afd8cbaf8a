package org.reactivetango.server.dispatch;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DevState;

/** A command of one device. It does not change but for being polled or not, on its device's loop. */
public final class Command {
    private final CommandInfo info;
    private final Set<DevState> allowedIn;
    private final @Nullable Lane lane;
    private final boolean cancellable;
    private final Body body;
    private @Nullable PolledCommand polled;

    /** Runs a command; called on the loop. */
    @FunctionalInterface
    public interface Body {
        /**
         * Begins the command.
         *
         * @param argument of the command's Java type; null for a command without one
         * @return its result, a {@code Mono} of it, or null for none
         */
        @Nullable
        Object run(@Nullable Object argument);
    }

    /**
     * A command.
     *
     * @param info what clients are told of it
     * @param allowedIn states in which it may run; empty for all
     * @param lane on which it runs: its device's, or another; null for one that touches nothing that a lane protects
     * @param cancellable whether it is cancelled when its client goes; else it finishes
     * @param body what it does
     */
    public Command(CommandInfo info, Set<DevState> allowedIn, @Nullable Lane lane, boolean cancellable, Body body) {
        this.info = info;
        this.allowedIn = Set.copyOf(allowedIn);
        this.lane = lane;
        this.cancellable = cancellable;
        this.body = body;
    }

    public String name() {
        return info.name();
    }

    public CommandInfo info() {
        return info;
    }

    boolean runsIn(DevState state) {
        return allowedIn.isEmpty() || allowedIn.contains(state);
    }

    @Nullable
    Lane lane() {
        return lane;
    }

    boolean cancellable() {
        return cancellable;
    }

    Body body() {
        return body;
    }

    /** What is known from polling it; null if it is not polled. */
    @Nullable
    PolledCommand polled() {
        return polled;
    }

    void polled(@Nullable PolledCommand now) {
        polled = now;
    }
}
