package org.reactivetango.client.subscription;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.EventLog;
import org.reactivetango.client.event.Events;
import org.reactivetango.client.session.DeviceSession;
import org.reactivetango.client.session.Sessions;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoConnectionException;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.TangoUrl;
import org.reactivetango.core.zmq.MessageSubscriber;
import org.reactivetango.core.zmq.SubscriberListener;
import org.reactivetango.core.zmq.SubscriberOptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * Everything that one client has subscribed, by server. {@link #events} may be used from any thread; all the rest is
 * confined to the loop.
 */
public final class EventConsumer {
    private final Sessions sessions;
    private final EventWires wires;
    private final OptionalInt highWaterMark;
    private final Map<String, ServerChannel> channels = new HashMap<>();
    private boolean closed;

    /**
     * Nothing is subscribed yet.
     *
     * @param highWaterMark messages that may wait in each connection, if it is not to be as many as the server recommends
     */
    public EventConsumer(Sessions sessions, EventWires wires, OptionalInt highWaterMark) {
        this.sessions = sessions;
        this.wires = wires;
        this.highWaterMark = highWaterMark;
    }

    /**
     * Events, from when they are subscribed on. They are delivered on the loop, or where the specification says.
     *
     * @param object the attribute or pipe
     * @param timeout of each call to the server that has to do with it
     */
    public <T> Flux<Event<T>> events(
            DeviceSession device, String object, Events spec, Duration timeout, EventPayload<T> payload) {
        WireSubscription.Key key = WireSubscription.Key.of(device, object, spec.type());
        // The sink hands through what it gets: the subscriber keeps to what is asked for.
        return Flux.<Event<T>>create(
                        sink -> subscribe(device, object, key, spec, timeout, payload, sink),
                        FluxSink.OverflowStrategy.IGNORE)
                .name("tango.events")
                .tag(EventLog.DEVICE_TAG, device.url().device())
                .tag(EventLog.OBJECT_TAG, object)
                .tag(EventLog.TYPE_TAG, spec.type().tangoName());
    }

    /** The same for events that are no values of attributes; {@code model} makes a reading of what comes with them. */
    public <T> Flux<Event<T>> structures(
            DeviceSession device,
            String object,
            Events spec,
            Duration timeout,
            Function<Object, Reading<T>> model,
            Optional<Mono<Reading<T>>> reader) {
        return events(device, object, spec, timeout, new StructurePayload<>(spec.type(), model, reader, maxNesting()));
    }

    /** Something as a reading of this moment. */
    public <T> Reading<T> now(T value) {
        return Reading.of(value, Quality.VALID, loop().now());
    }

    /** How deep structures may be nested. */
    public int maxNesting() {
        return sessions.limits().maxNesting();
    }

    private <T> void subscribe(
            DeviceSession device,
            String object,
            WireSubscription.Key key,
            Events spec,
            Duration timeout,
            EventPayload<T> payload,
            FluxSink<Event<T>> sink) {
        String name = spec.type().tangoName() + " events of " + device.url() + "/" + object;
        EventSubscriber<T> subscriber = new EventSubscriber<>(name, spec, payload, sink, loop());
        sink.onDispose(() -> onLoop(() -> end(device, key, subscriber)));
        sink.onRequest(more -> onLoop(subscriber::deliver));
        onLoop(() -> begin(device, object, key, timeout, subscriber));
    }

    private void onLoop(Runnable task) {
        if (loop().inLoop()) {
            task.run();
        } else {
            loop().execute(task);
        }
    }

    private void begin(
            DeviceSession device,
            String object,
            WireSubscription.Key key,
            Duration timeout,
            EventSubscriber<?> subscriber) {
        if (closed) {
            subscriber.fail(new TangoConnectionException(
                    Reasons.COMMUNICATION_FAILED,
                    object + " of " + device.url() + " was not subscribed: this TangoClient has been closed. Make a new"
                            + " one with TangoClient.create()",
                    Completion.NO,
                    null));
        } else if (!subscriber.hasEnded()) {
            channels.computeIfAbsent(device.place(), place -> new ServerChannel(this, place))
                    .add(device, object, timeout, subscriber, key);
        }
    }

    private void end(DeviceSession device, WireSubscription.Key key, EventSubscriber<?> subscriber) {
        subscriber.dispose();
        ServerChannel channel = channels.get(device.place());
        if (channel != null) {
            channel.remove(key, subscriber);
            if (channel.isEmpty()) {
                channels.remove(device.place(), channel);
            }
        }
    }

    /** Ends all streams, and then what they came from, when subscribed. */
    public Mono<Void> close() {
        return Mono.<Void>fromRunnable(() -> {
                    closed = true;
                    List.copyOf(channels.values()).forEach(ServerChannel::close);
                    channels.clear();
                })
                .subscribeOn(loop().asScheduler())
                .then(Mono.defer(wires::close));
    }

    LoopScheduler loop() {
        return sessions.loop();
    }

    RandomGenerator random() {
        return sessions.random();
    }

    /** A wire with room for as many messages as the server says, or as the user wants. */
    MessageSubscriber wire(int recommended, SubscriberListener listener) {
        return wires.open(
                SubscriberOptions.DEFAULT.withReceiveHighWaterMark(highWaterMark.orElse(recommended)), listener);
    }

    /** The admin device of the server that has a device. */
    DeviceSession admin(TangoUrl device, String adminName) {
        return sessions.device(
                TangoUrl.parse("tango://" + device.host() + ":" + device.port() + "/" + adminName + "#dbase=no"));
    }
}
