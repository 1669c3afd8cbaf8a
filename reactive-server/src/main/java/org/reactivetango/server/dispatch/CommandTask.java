package org.reactivetango.server.dispatch;

import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.LoopActivity;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.TangoType;
import reactor.core.publisher.Mono;

/** Runs a command on its lane, or off it if it has none. */
final class CommandTask extends RequestOperation {
    private final Command command;
    private final @Nullable Object argument;
    /** How the result is sent where it is not in an Any. */
    private final @Nullable CdrCodec<?> bareResult;

    private CommandTask(
            IncomingCall call, Command command, @Nullable Object argument, @Nullable CdrCodec<?> bareResult) {
        super(call);
        this.command = command;
        this.argument = argument;
        this.bareResult = bareResult;
    }

    /** Checks the argument and runs the command as soon as the lane allows. */
    static void start(IncomingCall call, String name, Any argument, DevSource source) {
        Command command = call.device().command(name);
        if (source != DevSource.DEV && isAnswered(call, command, name, source)) {
            return;
        }
        if (command == null) {
            call.fail(Failures.commandNotFound(name, "DeviceClass::command_handler"));
            return;
        }
        TangoType expected = command.info().inType();
        if (!fits(argument.tangoType(), expected)) {
            call.fail(DevFailedException.of(
                    Reasons.INCOMPATIBLE_CMD_ARGUMENT_TYPE,
                    "Incompatible command argument type, expected type is : Tango::" + expected.tangoName(),
                    "Command::extract()"));
            return;
        }
        new CommandTask(call, command, expected == TangoType.DEV_VOID ? null : argument.value(), null).start();
    }

    /** Runs a command that every device has, without argument, and answers with its bare result. */
    static void start(IncomingCall call, String name, CdrCodec<?> result) {
        Command command = call.device().command(name);
        if (command == null) {
            call.fail(Failures.commandNotFound(name, "DeviceClass::command_handler"));
        } else {
            new CommandTask(call, command, null, result).start();
        }
    }

    private void start() {
        Lane lane = command.lane();
        if (lane == null) {
            run(false);
        } else {
            call.enter(lane, this);
        }
    }

    /** From what was polled, or with why not, unless the device is to be asked instead. */
    private static boolean isAnswered(IncomingCall call, @Nullable Command command, String name, DevSource source) {
        PolledObject polled = command == null ? null : polled(call.device(), command);
        if (polled == null && source == DevSource.CACHE_DEV) {
            return false;
        }
        String origin = "Device_2Impl::command_inout";
        PolledObject.Result result;
        try {
            PolledCommand.pollable(call.device(), name);
            if (polled == null) {
                throw DevFailedException.of(Reasons.CMD_NOT_POLLED, "Command " + name + " not polled", origin);
            }
            result = polled.fresh("command", name, origin);
        } catch (DevFailedException none) {
            if (source == DevSource.CACHE) {
                call.fail(none);
            }
            return source == DevSource.CACHE;
        }
        if (command == null || !result.errors().isEmpty()) {
            call.fail(new DevFailedException(result.errors()));
        } else {
            TangoType type = command.info().outType();
            call.reply(Any.CODEC, Any.of(type, commandResult(result)));
        }
        return true;
    }

    /** What is known from polling a command; State and Status are polled as attributes. */
    static @Nullable PolledObject polled(Device device, Command command) {
        Attribute same = device.attribute(command.name());
        return same != null && same.isBuiltin() ? same.polled() : command.polled();
    }

    /** Of a command, or of the attribute that stands for it. */
    static @Nullable Object commandResult(PolledObject.Result result) {
        return result.value() instanceof AttributeAnswer answer ? answer.value() : result.value();
    }

    /** Where nothing is wanted, nobody looks. A constant string and an enum are on the wire what they look like. */
    private static boolean fits(TangoType given, TangoType expected) {
        return given == expected
                || expected == TangoType.DEV_VOID
                || (expected == TangoType.CONST_DEV_STRING && given == TangoType.DEV_STRING)
                || (expected == TangoType.DEV_ENUM && given == TangoType.DEV_SHORT);
    }

    @Override
    void begin() {
        run(true);
    }

    private void run(boolean onLane) {
        LoopActivity activity = call.device().lane().activity();
        LoopActivity.Holder outer = activity.begin(this);
        try {
            runNow(onLane);
        } finally {
            activity.end(outer);
        }
    }

    private void runNow(boolean onLane) {
        Object given;
        try {
            given = begin(call.device(), command, argument);
        } catch (Throwable e) {
            end(null, e, onLane);
            return;
        }
        if (!(given instanceof Mono<?> mono)) {
            end(given, null, onLane);
            return;
        }
        LoopSubscriber handler = new LoopSubscriber(call.device().lane().loop(), onLane ? this : null) {
            @Override
            void settled(@Nullable Object value, @Nullable Throwable error) {
                end(value, error, onLane);
            }
        };
        await(mono, handler, command.cancellable());
    }

    /** Begins a command whose argument fits. */
    static @Nullable Object begin(Device device, Command command, @Nullable Object argument) {
        if (!command.runsIn(device.state())) {
            throw DevFailedException.of(
                    Reasons.COMMAND_NOT_ALLOWED,
                    "Command " + command.name() + " not allowed when the device is in " + device.state() + " state",
                    "DeviceClass::command_handler");
        }
        return command.body().run(argument);
    }

    private void end(@Nullable Object result, @Nullable Throwable error, boolean onLane) {
        try {
            if (error != null) {
                call.fail(new DevFailedException(Failures.errors(error, origin())));
            } else {
                reply(result);
            }
        } finally {
            if (onLane) {
                done();
            }
        }
    }

    private void reply(@Nullable Object result) {
        TangoType type = command.info().outType();
        try {
            checkResult(call.device(), command, result);
        } catch (DevFailedException other) {
            call.fail(other);
            return;
        }
        CdrCodec<?> bare = bareResult;
        if (bare != null && result != null) {
            replyBare(bare, result);
            return;
        }
        try {
            CdrWriter out = call.beginReply();
            if (out != null) {
                Any.encode(type, type == TangoType.DEV_VOID ? null : result, out);
            }
            call.endReply();
        } catch (Throwable e) {
            call.fail(new DevFailedException(Failures.errors(e, origin())));
        }
    }

    /** Whether a handler gave what its command promises; thrown if not. */
    static void checkResult(Device device, Command command, @Nullable Object result) {
        TangoType type = command.info().outType();
        if (type != TangoType.DEV_VOID && !type.javaType().isInstance(result)) {
            throw DevFailedException.of(
                    Reasons.INCOMPATIBLE_CMD_ARGUMENT_TYPE,
                    "Command " + command.name() + " promises a " + type.tangoName() + ", but its handler gave "
                            + (result == null
                                    ? "nothing"
                                    : "a " + result.getClass().getTypeName()),
                    origin(device, command));
        }
    }

    @SuppressWarnings("unchecked") // Its type has just been compared with the command's.
    private <R> void replyBare(CdrCodec<R> codec, Object result) {
        call.reply(codec, (R) result);
    }

    private String origin() {
        return origin(call.device(), command);
    }

    private static String origin(Device device, Command command) {
        return device.info().deviceClass() + "::" + command.name();
    }

    @Override
    protected String description() {
        return "command " + command.name() + " of " + call.device().name() + " for " + call.client();
    }
}
