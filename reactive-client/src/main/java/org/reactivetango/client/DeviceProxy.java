package org.reactivetango.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import org.reactivetango.client.exchange.Question;
import org.reactivetango.client.exchange.ReadAttributes;
import org.reactivetango.client.exchange.ReadPipe;
import org.reactivetango.client.exchange.RunCommand;
import org.reactivetango.client.exchange.WriteAttributes;
import org.reactivetango.client.session.DeviceSession;
import org.reactivetango.client.session.PlainExchange;
import org.reactivetango.client.subscription.EventConsumer;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.idl.DevIntrChange;
import org.reactivetango.core.idl.DevPipeData;
import org.reactivetango.core.idl.NoValue;
import org.reactivetango.core.idl.Operation;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.AttributeReply;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.DeviceInterface;
import org.reactivetango.core.model.PipeBlob;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A device, as its clients see it. Making one costs nothing and does no I/O; it stays valid whatever happens to the
 * server. Nothing is sent before a Mono is subscribed, and once for each subscriber. Results arrive on the client's loop.
 *
 * <p>Failures: {@code DevFailedException} if the device answered with one, {@code TangoTimeoutException} if there was no
 * answer within the proxy's timeout, {@code TangoConnectionException} if the server could not be reached or was lost.
 *
 * <p>Immutable; every method may be called from any thread.
 */
public final class DeviceProxy {
    private final DeviceSession session;
    private final EventConsumer events;
    private final ProxyOptions options;
    private final long timeoutNanos;

    DeviceProxy(DeviceSession session, EventConsumer events, ProxyOptions options) {
        this.session = session;
        this.events = events;
        this.options = options;
        this.timeoutNanos = options.timeout().toNanos();
    }

    /** The name under which it was asked for. */
    public String name() {
        return session.url().toString();
    }

    /** The same device with other options: {@code with(o -> o.timeout(ofSeconds(1)))}. */
    public DeviceProxy with(UnaryOperator<ProxyOptions> changes) {
        return new DeviceProxy(session, events, changes.apply(options));
    }

    public ProxyOptions options() {
        return options;
    }

    /** An attribute of a Java type: {@code Double.class}, {@code double[].class}, {@code DevState.class}, ... */
    public <T> AttributeProxy<T> attribute(String attribute, Class<T> type) {
        return attribute(attribute, ValueType.of(type));
    }

    /** An attribute of a Tango type, for images and unsigned types: {@code ValueType.imageOf(double[].class)}. */
    public <T> AttributeProxy<T> attribute(String attribute, ValueType<T> type) {
        return new AttributeProxy<>(session, events, attribute, type, options);
    }

    /** An attribute of whatever type it turns out to have. */
    public AttributeProxy<Object> attribute(String attribute) {
        return attribute(attribute, ValueType.ANY);
    }

    /**
     * Reads several attributes, of whatever types, in one request; answers in the order asked for. One that fails does not
     * keep the others from being read. At least one.
     */
    public Mono<List<AttributeReply<Object>>> read(String... attributes) {
        return session.call(new ReadAttributes(List.of(attributes), options.source()), timeoutNanos);
    }

    /**
     * Writes several attributes in one request, in the map's order, each of the type of its value. At least one. If it fails,
     * {@link DevFailedException#failures} says which of them the device did not take.
     */
    public Mono<Void> write(Map<String, ?> values) {
        return session.call(new WriteAttributes(values), timeoutNanos).then();
    }

    /** Whether it answers, and how long that took. */
    public Mono<Duration> ping() {
        return Mono.defer(() -> {
            long startNanos = session.nanoTime();
            return ask(Operations.PING, NoValue.NO_VALUE)
                    .then(Mono.fromSupplier(() -> Duration.ofNanos(session.nanoTime() - startNanos)));
        });
    }

    public Mono<DevState> state() {
        return ask(Operations.GET_STATE, NoValue.NO_VALUE);
    }

    public Mono<String> status() {
        return ask(Operations.GET_STATUS, NoValue.NO_VALUE);
    }

    /** What it says of itself and its server. */
    public Mono<DeviceInfo> info() {
        return session.call(Question.info(), timeoutNanos);
    }

    /** The name of its server's admin device, {@code dserver/executable/instance}. */
    public Mono<String> adminName() {
        return ask(Operations.GET_ADM_NAME, NoValue.NO_VALUE);
    }

    /** The configurations of all its attributes, State and Status last. */
    public Mono<List<AttributeConfig>> attributes() {
        return session.call(Question.attributeConfigs(), timeoutNanos);
    }

    /** The configuration of one attribute. */
    public Mono<AttributeConfig> attributeConfig(String attribute) {
        return session.call(Question.attributeConfig(attribute), timeoutNanos).map(configs -> configs.get(0));
    }

    /** What it can be told to do, by name. */
    public Mono<List<CommandInfo>> commands() {
        return session.call(Question.commands(), timeoutNanos);
    }

    public Mono<CommandInfo> commandInfo(String command) {
        return session.call(Question.command(command), timeoutNanos);
    }

    /** Runs a command without argument whose result, if any, is not wanted. */
    public Mono<Void> command(String command) {
        return run(command, TangoType.DEV_VOID, null, ValueType.VOID);
    }

    /** Runs a command without argument. */
    public <O> Mono<O> command(String command, Class<O> out) {
        return run(command, TangoType.DEV_VOID, null, ValueType.of(out));
    }

    /** Runs a command without argument with a result of a Tango type; of {@link ValueType#ANY} for whatever comes. */
    public <O> Mono<O> command(String command, ValueType<O> out) {
        return run(command, TangoType.DEV_VOID, null, out);
    }

    /** Runs a command. {@code Void.class} if its result, if any, is not wanted. */
    public <O> Mono<O> command(String command, Object argument, Class<O> out) {
        return run(command, ValueType.ofValue(argument).commandType(), argument, ValueType.of(out));
    }

    /** Runs a command with types that share a Java type with others: {@code ValueType.USHORT}. */
    public <I, O> Mono<O> command(String command, I argument, ValueType<I> in, ValueType<O> out) {
        return run(command, in.commandType(), argument, out);
    }

    /** Its commands and attributes now and whenever they change; of devices of IDL 5 or newer. */
    public Flux<Event<DeviceInterface>> interfaces() {
        return interfaces(UnaryOperator.identity());
    }

    /** The same otherwise: {@code interfaces(e -> e.stateless())}. */
    public Flux<Event<DeviceInterface>> interfaces(UnaryOperator<Events> changes) {
        Mono<Reading<DeviceInterface>> now =
                commands().zipWith(attributes(), DeviceInterface::new).map(events::now);
        return events.structures(
                session,
                "interface",
                changes.apply(Events.of(EventType.INTR_CHANGE)),
                options.timeout(),
                change -> events.now(Question.deviceInterface((DevIntrChange) change)),
                Optional.of(now));
    }

    /** What comes out of a pipe: now, and whenever the device pushes it. */
    public Flux<Event<PipeBlob>> pipe(String pipe) {
        return pipe(pipe, UnaryOperator.identity());
    }

    /** The same otherwise: {@code pipe("history", e -> e.overflow(Overflow.latest()))}. */
    public Flux<Event<PipeBlob>> pipe(String pipe, UnaryOperator<Events> changes) {
        return events.structures(
                session,
                pipe,
                changes.apply(Events.of(EventType.PIPE)),
                options.timeout(),
                data -> ReadPipe.reading((DevPipeData) data),
                Optional.of(session.call(new ReadPipe(pipe), timeoutNanos)));
    }

    @SuppressWarnings("unchecked") // RunCommand gives what outType says
    private <O> Mono<O> run(String command, TangoType inType, @Nullable Object argument, ValueType<O> outType) {
        return (Mono<O>)
                session.call(new RunCommand(command, inType, argument, outType, options.source()), timeoutNanos);
    }

    private <A, R> Mono<R> ask(Operation<A, R> operation, A arguments) {
        return session.call(new PlainExchange<>(operation, arguments), timeoutNanos);
    }

    @Override
    public String toString() {
        return name();
    }
}
