package org.reactivetango.server;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.server.polling.Polling;
import reactor.core.publisher.Mono;

/**
 * A command of a device class. Immutable: every method returns a changed copy.
 *
 * <p>The handler is called on the device's lane. {@link #call} and {@link #accept} are for what is done at once,
 * {@link #run} for what takes time; none of them may block. The argument of a command without one is null.
 *
 * @param <S> the state of a device, as its {@code init} gives it
 * @param <I> the Java type of the argument, {@code Void} for none
 * @param <O> the Java type of the result, {@code Void} for none
 */
public final class CommandDefinition<S, I, O> {
    private final CommandInfo info;
    private final Set<DevState> allowedIn;
    private final @Nullable BiFunction<S, I, @Nullable Object> handler;
    private final Execution execution;

    private CommandDefinition(
            CommandInfo info,
            Set<DevState> allowedIn,
            @Nullable BiFunction<S, I, @Nullable Object> handler,
            Execution execution) {
        this.info = info;
        this.allowedIn = allowedIn;
        this.handler = handler;
        this.execution = execution;
    }

    /** A command by Java types: {@code of("Square", Double.class, Double.class)}; {@code Void.class} for none. */
    public static <S, I, O> CommandDefinition<S, I, O> of(String name, Class<I> in, Class<O> out) {
        return of(name, ValueType.of(in), ValueType.of(out));
    }

    /** A command by Tango types, for those that share a Java type: {@code ValueType.USHORT}. */
    public static <S, I, O> CommandDefinition<S, I, O> of(String name, ValueType<I> in, ValueType<O> out) {
        CommandInfo info = new CommandInfo(
                name, DisplayLevel.OPERATOR, in.commandType(), out.commandType(), "Uninitialised", "Uninitialised");
        return new CommandDefinition<>(info, Set.of(), null, Execution.DEFAULT);
    }

    public String name() {
        return info.name();
    }

    /** Runs something that takes time. */
    public CommandDefinition<S, I, O> run(BiFunction<S, I, Mono<O>> handler) {
        return new CommandDefinition<>(info, allowedIn, handler::apply, execution);
    }

    /** Computes a result at once. */
    public CommandDefinition<S, I, O> call(BiFunction<S, I, O> handler) {
        return new CommandDefinition<>(info, allowedIn, handler::apply, execution);
    }

    /** Does something at once that has no result. */
    public CommandDefinition<S, I, O> accept(BiConsumer<S, I> handler) {
        return new CommandDefinition<>(
                info,
                allowedIn,
                (state, argument) -> {
                    handler.accept(state, argument);
                    return null;
                },
                execution);
    }

    /** States in which it may run; all, if never called. */
    public CommandDefinition<S, I, O> allowedIn(DevState... states) {
        return new CommandDefinition<>(
                info, states.length == 0 ? Set.of() : EnumSet.copyOf(Arrays.asList(states)), handler, execution);
    }

    /**
     * Runs it on a lane of that name instead of the device's: it overlaps with the rest of the device, and not with whatever
     * else of the server is on that lane.
     */
    public CommandDefinition<S, I, O> lane(String name) {
        return new CommandDefinition<>(info, allowedIn, handler, execution.lane(name));
    }

    /**
     * Cancels it when its client has gone, cancelled or timed out; without this it finishes once it has started. The lane is
     * free when it and all that it has started have ended.
     */
    public CommandDefinition<S, I, O> cancellable() {
        return new CommandDefinition<>(info, allowedIn, handler, execution.asCancellable());
    }

    /**
     * Runs it every so often without a client, from when the server is bound; the last 10 results are kept. Clients that do
     * not ask for the device itself get the last result. Clients can change the period and end it. Only for a command without
     * argument.
     *
     * @param period in whole milliseconds, at least 5
     * @throws IllegalArgumentException if it is not, or if the command takes an argument
     */
    public CommandDefinition<S, I, O> polled(Duration period) {
        return polled(period, Polling.DEFAULT_DEPTH);
    }

    /**
     * The same with a history of its own length.
     *
     * @param depth how many results are kept, 1 to 10,000
     */
    public CommandDefinition<S, I, O> polled(Duration period, int depth) {
        if (info.inType() != TangoType.DEV_VOID) {
            throw new IllegalArgumentException("command " + name() + " takes an argument, so it cannot be polled");
        }
        return new CommandDefinition<>(info, allowedIn, handler, execution.polled("command " + name(), period, depth));
    }

    /** Argument and result in words. */
    public CommandDefinition<S, I, O> describe(String argument, String result) {
        return new CommandDefinition<>(
                new CommandInfo(info.name(), info.level(), info.inType(), info.outType(), argument, result),
                allowedIn,
                handler,
                execution);
    }

    public CommandDefinition<S, I, O> level(DisplayLevel level) {
        return new CommandDefinition<>(
                new CommandInfo(
                        info.name(), level, info.inType(), info.outType(), info.inDescription(), info.outDescription()),
                allowedIn,
                handler,
                execution);
    }

    CommandInfo info() {
        return info;
    }

    Execution execution() {
        return execution;
    }

    Set<DevState> allowedIn() {
        return allowedIn;
    }

    @Nullable
    BiFunction<S, I, @Nullable Object> handler() {
        return handler;
    }
}
