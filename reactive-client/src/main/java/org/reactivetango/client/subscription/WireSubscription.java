package org.reactivetango.client.subscription;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.reactivetango.client.session.DeviceSession;
import org.reactivetango.core.error.TangoException;
import org.reactivetango.core.event.EventConfirmation;
import org.reactivetango.core.event.EventCounter;
import org.reactivetango.core.event.EventMessage;
import org.reactivetango.core.event.EventName;
import org.reactivetango.core.event.EventSubscription;
import org.reactivetango.core.event.EventType;

/**
 * The events of one kind of one attribute, asked for once however many subscribers there are. Each of them has its own
 * first reading. Confined to the loop.
 */
final class WireSubscription {
    /**
     * The structures that are asked for. Those of IDL 6 are the same, but servers of JTango that are asked for them answer
     * with a topic that they never send.
     */
    private static final int VERSION = 5;

    /** Alarms are since IDL 6. */
    private static final int ALARM_VERSION = 6;

    private final DeviceSession device;
    private final String object;
    private final EventType type;
    private final long timeoutNanos;
    private final List<EventSubscriber<?>> subscribers = new CopyOnWriteArrayList<>();
    private final EventCounter counter = new EventCounter();

    private State state = State.WANTED;
    private String topic = "";
    private int version;
    /** Whether subscribers have been told that events come. */
    private boolean up;

    private boolean eventSeen;
    private long askedNanos;

    /**
     * How far it is.
     *
     * <pre>
     * WANTED -> ASKED -> SUBSCRIBED -> CONFIRMED
     *    ^        |           |            |
     *    +--------+-----------+------------+  the connection to the server is lost
     *             +-> REFUSED <------------+  the server says no; asked again later
     * </pre>
     */
    enum State {
        /** Not asked for since the server was connected. */
        WANTED,
        /** The server has been asked. */
        ASKED,
        /** The server knows, and the topic has been subscribed; events may still pass by. */
        SUBSCRIBED,
        /** Every event comes. */
        CONFIRMED,
        /** The server has said no. */
        REFUSED
    }

    /** What tells subscriptions apart. */
    record Key(String device, String object, EventType type) {
        static Key of(DeviceSession device, String object, EventType type) {
            return new Key(device.url().key(), object.toLowerCase(Locale.ROOT), type);
        }
    }

    /** Nothing yet; calls that have to do with it take as long as the first subscriber says. */
    WireSubscription(DeviceSession device, String object, EventType type, Duration timeout) {
        this.timeoutNanos = timeout.toNanos();
        this.device = device;
        this.object = object;
        this.type = type;
    }

    Key key() {
        return Key.of(device, object, type);
    }

    DeviceSession device() {
        return device;
    }

    long timeoutNanos() {
        return timeoutNanos;
    }

    State state() {
        return state;
    }

    String topic() {
        return topic;
    }

    /** When the server was last asked, or told that it goes on. */
    long askedNanos() {
        return askedNanos;
    }

    /** What the server is asked for. */
    EventSubscription request() {
        int wanted = type == EventType.ALARM ? ALARM_VERSION : VERSION;
        return EventSubscription.to(device.url().device(), object, type, wanted);
    }

    /** What the server is told now and then. */
    EventConfirmation confirmation() {
        return new EventConfirmation(device.url().device(), object, EventName.of(type, version));
    }

    // ---- the way to the server

    void asked(long nowNanos) {
        askedNanos = nowNanos;
        if (state != State.CONFIRMED && state != State.SUBSCRIBED) {
            state = State.ASKED;
        }
    }

    void goesOn(long nowNanos) {
        askedNanos = nowNanos;
    }

    /**
     * The server knows of it now.
     *
     * @param structureVersion of what it will send
     */
    void subscribed(String toTopic, int structureVersion) {
        topic = toTopic;
        version = structureVersion;
        if (state != State.CONFIRMED) {
            state = State.SUBSCRIBED;
            eventSeen = false;
            counter.restart();
        }
    }

    /** The server does not want to, for this one. */
    void refused(TangoException cause) {
        state = State.REFUSED;
        lost(cause);
    }

    /** Messages come; those that were sent right before may have passed by. */
    void up() {
        if (!up && state == State.SUBSCRIBED) {
            begin();
        }
    }

    private void begin() {
        up = true;
        each(EventSubscriber::connected);
        each(EventSubscriber::read);
    }

    /** Nothing that is sent from now on can pass by. What did before, a second reading shows. */
    void confirmed() {
        if (state != State.SUBSCRIBED) {
            return;
        }
        state = State.CONFIRMED;
        if (!up) {
            begin();
        } else if (!eventSeen) {
            each(EventSubscriber::readAgain);
        }
    }

    /** The connection is gone. */
    void disconnected(TangoException cause) {
        state = State.WANTED;
        lost(cause);
    }

    private void lost(TangoException cause) {
        up = false;
        each(subscriber -> subscriber.disconnected(cause));
    }

    // ---- events

    /** Something has been sent. */
    void sent(EventMessage message) {
        eventSeen = true;
        confirmed();
        switch (counter.arrive(message.counter())) {
            case NEXT -> pass(message, 0);
            case AFTER_GAP -> pass(message, counter.missed());
            case AFTER_RESTART -> pass(message, -1);
            case DUPLICATE -> {}
        }
    }

    private void pass(EventMessage message, long missed) {
        for (EventSubscriber<?> subscriber : subscribers) {
            subscriber.sent(message, version, missed);
        }
    }

    // ---- subscribers

    void add(EventSubscriber<?> subscriber) {
        subscribers.add(subscriber);
        if (up) {
            subscriber.connected();
            subscriber.read();
        }
    }

    /** Whether nobody is left. */
    boolean remove(EventSubscriber<?> subscriber) {
        subscribers.remove(subscriber);
        return subscribers.isEmpty();
    }

    boolean isEmpty() {
        return subscribers.isEmpty();
    }

    void complete() {
        each(EventSubscriber::complete);
    }

    /** Who leaves meanwhile is not told; the others are. */
    private void each(Consumer<EventSubscriber<?>> action) {
        subscribers.forEach(action);
    }

    @Override
    public String toString() {
        return type.tangoName() + " events of " + device.url().device() + "/" + object;
    }
}
