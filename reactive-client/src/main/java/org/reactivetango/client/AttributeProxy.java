package org.reactivetango.client;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import org.reactivetango.client.event.Overflow;
import org.reactivetango.client.exchange.Question;
import org.reactivetango.client.exchange.ReadAttribute;
import org.reactivetango.client.exchange.WriteAttribute;
import org.reactivetango.client.session.DeviceSession;
import org.reactivetango.client.subscription.EventConsumer;
import org.reactivetango.client.subscription.ValuePayload;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.idl.AttDataReady;
import org.reactivetango.core.idl.AttributeConfig3;
import org.reactivetango.core.idl.AttributeConfig5;
import org.reactivetango.core.idl.AttributeConfigForms;
import org.reactivetango.core.idl.NoValue;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.ValueType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One attribute of a device, its type settled once. Making one does no I/O. Nothing is sent before a Mono is subscribed,
 * and once for each subscriber. Results arrive on the client's loop. Failures are those of {@link DeviceProxy}; a type
 * that is not the attribute's is a {@code DevFailedException}, {@code API_IncompatibleAttrArgumentType}.
 *
 * <p>Immutable; every method may be called from any thread.
 */
public final class AttributeProxy<T> {
    private final DeviceSession session;
    private final EventConsumer events;
    private final String name;
    private final ValueType<T> type;
    private final ProxyOptions options;
    private final ReadAttribute<T> reading;
    private final Mono<Reading<T>> read;

    AttributeProxy(DeviceSession session, EventConsumer events, String name, ValueType<T> type, ProxyOptions options) {
        this.session = session;
        this.events = events;
        this.name = name;
        this.type = type;
        this.options = options;
        this.reading = new ReadAttribute<>(name, type, options.source());
        this.read = session.call(reading, options.timeout().toNanos());
    }

    /** The attribute's name within its device. */
    public String name() {
        return name;
    }

    /** The same attribute with other options. */
    public AttributeProxy<T> with(UnaryOperator<ProxyOptions> changes) {
        return new AttributeProxy<>(session, events, name, type, changes.apply(options));
    }

    /** Reads value, quality and time. */
    public Mono<Reading<T>> read() {
        return read;
    }

    /** Reads the bare value; a quality of INVALID, which has none, is a {@code DevFailedException}. */
    public Mono<T> value() {
        return read.map(reading -> {
            if (!reading.hasValue()) {
                throw DevFailedException.of(
                        Reasons.ATTR_VALUE_NOT_SET,
                        "Attribute " + name + " of " + session.url()
                                + " has no value: its quality is INVALID. Use read() if that is to be expected",
                        "AttributeProxy.value");
            }
            return reading.value();
        });
    }

    /** Writes a value. It may have been written even if this fails: see the error's {@code completion()}. */
    public Mono<Void> write(T value) {
        Mono<NoValue> written = session.call(
                new WriteAttribute<>(name, type, value), options.timeout().toNanos());
        return written.then();
    }

    /**
     * Its value now and whenever it changes, as the device's change events say; of those that come too fast the latest. What
     * is no value is left out: errors, gaps, losses of the connection, after which it goes on by itself. {@link #events}
     * tells them. Ends with an error if the device does not send change events, or has another type.
     */
    public Flux<Reading<T>> changes() {
        return events(Events.change().overflow(Overflow.latest())).<Reading<T>>handle((event, sink) -> {
            if (event instanceof Event.Value<T> value) {
                sink.next(value.reading());
            }
        });
    }

    /**
     * Its events: {@code events(Events.archive().overflow(Overflow.buffer(1024)).onGap(OnGap.READ))}. Each subscriber has a
     * reading of its own at first, marked as such, then every event in order; what is lost is told in its place. It goes on
     * over any loss of the server, and ends only by its subscriber, with the client, by {@link Overflow#error}, or if it
     * cannot be subscribed at first and is not {@link Events#stateless}. Subscribers share one subscription at the server.
     * Elements are delivered on the client's loop unless {@link Events#deliverOn} says where.
     *
     * @param wanted of change, periodic, archive, user or alarm events
     */
    public Flux<Event<T>> events(Events wanted) {
        switch (wanted.type()) {
            case CHANGE, PERIODIC, ARCHIVE, USER, ALARM -> {}
            default ->
                throw new IllegalArgumentException(
                        wanted.type() + " events have no value of the attribute: use configurations() or dataReady()");
        }
        return events.events(
                session,
                name,
                wanted,
                options.timeout(),
                new ValuePayload<>(wanted.type(), reading, read, events.maxNesting()));
    }

    /** Its configuration now and whenever a client or the device changes it. */
    public Flux<Event<AttributeConfig>> configurations() {
        return configurations(UnaryOperator.identity());
    }

    /** The same otherwise: {@code configurations(e -> e.stateless())}. */
    public Flux<Event<AttributeConfig>> configurations(UnaryOperator<Events> changes) {
        Mono<Reading<AttributeConfig>> now = session.call(
                        Question.attributeConfig(name), options.timeout().toNanos())
                .map(configs -> events.now(configs.get(0)));
        return events.structures(
                session,
                name,
                changes.apply(Events.of(EventType.ATTR_CONF)),
                options.timeout(),
                structure -> events.now(configuration(structure)),
                Optional.of(now));
    }

    private static AttributeConfig configuration(Object structure) {
        return structure instanceof AttributeConfig5 newer
                ? AttributeConfigForms.toModel(newer)
                : AttributeConfigForms.toModel((AttributeConfig3) structure);
    }

    /** The numbers that the device gives when it says that there is something to read. */
    public Flux<Event<Integer>> dataReady() {
        return dataReady(UnaryOperator.identity());
    }

    /** The same otherwise: {@code dataReady(e -> e.overflow(Overflow.latest()))}. */
    public Flux<Event<Integer>> dataReady(UnaryOperator<Events> changes) {
        return events.structures(
                session,
                name,
                changes.apply(Events.of(EventType.DATA_READY)),
                options.timeout(),
                ready -> events.now(((AttDataReady) ready).ctr()),
                Optional.empty());
    }

    @Override
    public String toString() {
        return session.url() + "/" + name;
    }
}
