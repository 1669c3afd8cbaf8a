package org.reactivetango.server.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.model.DevVarDoubleStringArray;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.core.model.TangoType;

/** A polled command, which takes no argument. */
public final class PolledCommand extends PolledObject {
    private final Command command;

    /**
     * One that is polled from its {@link #begin} on.
     *
     * @param period zero if it is never run by itself
     * @param depth how many results are kept, positive
     */
    public PolledCommand(Device device, Command command, Duration period, int depth) {
        super(device, command.name(), command.lane(), period, depth);
        this.command = command;
    }

    /**
     * The command of that name, if it can be polled.
     *
     * @throws DevFailedException if there is none, or if it takes an argument
     */
    public static Command pollable(Device device, String name) {
        String origin = "DeviceImpl::check_command_exists";
        Command command = device.command(name);
        // Such errors spell it so.
        String lower = name.toLowerCase(Locale.ROOT);
        if (command == null) {
            throw Failures.commandNotFound(lower, origin);
        }
        if (command.info().inType() != TangoType.DEV_VOID) {
            throw DevFailedException.of(
                    Reasons.INCOMPATIBLE_CMD_ARGUMENT_TYPE,
                    "Command " + lower + " cannot be polled because it needs input value",
                    origin);
        }
        return command;
    }

    @Override
    public void begin() {
        command.polled(this);
    }

    @Override
    public void end() {
        super.end();
        command.polled(null);
    }

    @Override
    @Nullable
    Object read() {
        return CommandTask.begin(device(), command, null);
    }

    @Override
    @Nullable
    Object result(@Nullable Object given) {
        CommandTask.checkResult(device(), command, given);
        return copy(given);
    }

    private static @Nullable Object copy(@Nullable Object given) {
        if (given instanceof DevVarLongStringArray pair) {
            return new DevVarLongStringArray(
                    pair.lvalue().clone(), pair.svalue().clone());
        }
        if (given instanceof DevVarDoubleStringArray pair) {
            return new DevVarDoubleStringArray(
                    pair.dvalue().clone(), pair.svalue().clone());
        }
        return AttributeAnswer.copy(given);
    }

    @Override
    @Nullable
    Object failed(List<DevError> errors, Instant now) {
        return null;
    }
}
