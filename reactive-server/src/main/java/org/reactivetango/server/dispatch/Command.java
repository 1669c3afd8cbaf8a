package org.reactivetango.server.dispatch;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DevState;

/**
 * A command of one device.
 *
 * @param info what clients are told of it
 * @param allowedIn states in which it may run; empty for all
 * @param lane on which it runs: its device's, or another; null for one that touches nothing that a lane protects
 * @param cancellable whether it is cancelled when its client goes; else it finishes
 * @param body what it does
 */
public record Command(
        CommandInfo info, Set<DevState> allowedIn, @Nullable Lane lane, boolean cancellable, Body body) {
    public Command {
        allowedIn = Set.copyOf(allowedIn);
    }

    public String name() {
        return info.name();
    }

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
}
