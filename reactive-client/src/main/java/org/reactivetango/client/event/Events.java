package org.reactivetango.client.event;

import java.util.Objects;
import java.util.Optional;
import org.reactivetango.core.event.EventType;
import reactor.core.scheduler.Scheduler;

/**
 * Which events are wanted, and how: {@code Events.archive().overflow(Overflow.buffer(1024)).onGap(OnGap.READ)}. Immutable.
 *
 * @param type the kind of event
 * @param overflow what becomes of events that come too fast
 * @param onGap what is done when events were lost on the way
 * @param isStateless whether the stream waits for a device that cannot be subscribed at first, instead of failing
 * @param scheduler where elements are delivered, if not on the client's loop
 */
public record Events(
        EventType type, Overflow overflow, OnGap onGap, boolean isStateless, Optional<Scheduler> scheduler) {

    public Events {
        Objects.requireNonNull(type);
        Objects.requireNonNull(overflow);
        Objects.requireNonNull(onGap);
    }

    /** Events of that kind: {@link Overflow#DEFAULT_CAPACITY} of them may wait, gaps are told, failure ends the stream. */
    public static Events of(EventType type) {
        return new Events(type, Overflow.buffer(Overflow.DEFAULT_CAPACITY), OnGap.REPORT, false, Optional.empty());
    }

    /** A value that differs by more than the attribute's criteria, or that the device pushes. */
    public static Events change() {
        return of(EventType.CHANGE);
    }

    /** The value every so often, while the attribute is polled. */
    public static Events periodic() {
        return of(EventType.PERIODIC);
    }

    /** As {@link #change}, by the criteria for archives, and at least once in each archive period. */
    public static Events archive() {
        return of(EventType.ARCHIVE);
    }

    /** What the device pushes as its own kind of event. */
    public static Events user() {
        return of(EventType.USER);
    }

    /** A change of quality to or from alarm and warning; of devices of IDL 6. */
    public static Events alarm() {
        return of(EventType.ALARM);
    }

    public Events overflow(Overflow wanted) {
        return new Events(type, wanted, onGap, isStateless, scheduler);
    }

    public Events onGap(OnGap wanted) {
        return new Events(type, overflow, wanted, isStateless, scheduler);
    }

    /**
     * Waits for a device that is down, or does not send such events yet: the stream begins with
     * {@link Event.Disconnected} then, and goes on once the device can be subscribed.
     */
    public Events stateless() {
        return new Events(type, overflow, onGap, true, scheduler);
    }

    /**
     * Delivers on another scheduler than the client's loop: for subscribers that take their time. Nothing is fetched in
     * advance, so that {@link #overflow} keeps its word.
     */
    public Events deliverOn(Scheduler wanted) {
        return new Events(type, overflow, onGap, isStateless, Optional.of(wanted));
    }
}
