package org.reactivetango.server;

import org.jspecify.annotations.Nullable;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.Reading;
import org.reactivetango.server.dispatch.Dispatcher;
import org.reactivetango.server.dispatch.LocalCalls;
import reactor.core.publisher.Mono;

/**
 * A device of the same server, for handlers. Calls go through its lane like any other, without the wire; subscribed inside
 * a handler they belong to its chain of calls. Nothing happens before subscribe; errors are {@code DevFailedException}s with
 * Tango's reasons, as a client gets them. Every method may be called from any thread.
 */
public final class LocalDevice {
    private final String name;
    private final Dispatcher dispatcher;

    LocalDevice(String name, Dispatcher dispatcher) {
        this.name = name;
        this.dispatcher = dispatcher;
    }

    public String name() {
        return name;
    }

    /** Its state: what was last set, off the lane, or what its class finds out, on it. */
    public Mono<DevState> state() {
        return command("State", null, DevState.class);
    }

    /** Reads the value of an attribute. */
    public <T> Mono<T> value(String attribute, Class<T> type) {
        return read(attribute, type).map(Reading::value);
    }

    /** Reads an attribute. */
    public <T> Mono<Reading<T>> read(String attribute, Class<T> type) {
        return Mono.defer(() -> LocalCalls.read(dispatcher.find(name), attribute))
                .map(reading -> typed(reading, type));
    }

    /** Writes an attribute, its limits checked as for any client. */
    public Mono<Void> write(String attribute, Object value) {
        return Mono.defer(() -> LocalCalls.write(dispatcher.find(name), attribute, value));
    }

    /** Runs a command without argument whose result, if any, is not wanted. */
    public Mono<Void> command(String command) {
        return Mono.defer(() -> LocalCalls.command(dispatcher.find(name), command, null))
                .then();
    }

    /** Runs a command. */
    public <O> Mono<O> command(String command, @Nullable Object argument, Class<O> out) {
        return Mono.defer(() -> LocalCalls.command(dispatcher.find(name), command, argument))
                .cast(out);
    }

    private static <T> Reading<T> typed(Reading<?> reading, Class<T> type) {
        return reading.hasValue()
                ? Reading.of(type.cast(reading.value()), null, reading.quality(), reading.epochSecond(), reading.nano())
                : Reading.invalid(reading.time());
    }
}
