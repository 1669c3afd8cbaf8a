package org.reactivetango.server.events;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.Reading;
import org.reactivetango.server.dispatch.Attribute;
import org.reactivetango.server.dispatch.PushedReading;

/**
 * Change, archive and periodic events of attributes that are polled: after each reading it is decided for each type whether
 * it is one. What is decided about an attribute belongs to the loop of its device.
 */
public final class PolledEvents {
    private static final List<EventType> TYPES = List.of(EventType.CHANGE, EventType.PERIODIC, EventType.ARCHIVE);

    private final EventSupplier events;
    private final Map<Attribute, Detectors> detectors = new ConcurrentHashMap<>();

    PolledEvents(EventSupplier events) {
        this.events = events;
    }

    /** What was sent of one attribute, with the properties by which that was decided. */
    private static final class Detectors {
        private final AttributeConfig.Events properties;
        private final ChangeDetector changes;
        private final ArchiveDetector archives;
        private final PeriodicDetector periods;

        Detectors(AttributeConfig config) {
            this.properties = config.events();
            this.changes = new ChangeDetector(config.type(), ChangeCriteria.ofChange(properties));
            this.archives = new ArchiveDetector(config.type(), properties);
            this.periods = new PeriodicDetector(properties);
        }

        boolean isEvent(EventType type, Reading<?> reading, long beganNanos) {
            return switch (type) {
                case CHANGE -> changes.isEvent(reading);
                case ARCHIVE -> archives.isEvent(reading, beganNanos);
                default -> periods.isEvent(beganNanos);
            };
        }

        boolean isEvent(EventType type, List<DevError> errors, long beganNanos) {
            return switch (type) {
                case CHANGE -> changes.isEvent(errors);
                case ARCHIVE -> archives.isEvent(errors, beganNanos);
                default -> periods.isEvent(beganNanos);
            };
        }
    }

    /**
     * Whether such events can come of polling an attribute.
     *
     * @return the attribute
     * @throws DevFailedException if it is not polled, or if it has no criteria and is of a type that needs them
     */
    static Attribute check(Attribute attribute, EventType type) {
        if (!attribute.isPolled()) {
            throw DevFailedException.of(
                    Reasons.ATTRIBUTE_POLLING_NOT_STARTED,
                    "The polling (necessary to send events) for the attribute " + attribute.name() + " is not started",
                    EventSupplier.ORIGIN);
        }
        AttributeConfig config = attribute.config();
        if (type != EventType.PERIODIC && needsCriteria(config) && !Feed.hasCriteria(config.events(), type)) {
            throw propertiesNotSet(attribute, type);
        }
        return attribute;
    }

    static DevFailedException propertiesNotSet(Attribute attribute, EventType type) {
        return DevFailedException.of(
                Reasons.EVENT_PROPERTIES_NOT_SET,
                "Event properties of " + type.tangoName() + " events for attribute " + attribute.name()
                        + " are not set",
                EventSupplier.ORIGIN);
    }

    /** Where every difference is a change nothing has to say how large one must be. */
    private static boolean needsCriteria(AttributeConfig config) {
        return switch (config.type()) {
            case DEV_STATE, DEV_STRING, DEV_BOOLEAN, DEV_ENCODED, DEV_ENUM -> false;
            default -> true;
        };
    }

    /**
     * A reading has been polled.
     *
     * @param beganNanos when it began, by the clock of the loop
     */
    public void read(Attribute attribute, PushedReading reading, long beganNanos) {
        if (events.isUnused()) {
            return;
        }
        Reading<?> value = null;
        for (EventType type : TYPES) {
            Feed feed = events.wanted(attribute, type, beganNanos);
            if (feed != null) {
                value = value == null ? reading.reading() : value;
                if (detectors(attribute).isEvent(type, value, beganNanos)) {
                    events.send(feed, reading, beganNanos);
                }
            }
        }
    }

    /** A reading that was polled has failed. */
    public void failed(Attribute attribute, List<DevError> errors, long beganNanos) {
        if (events.isUnused()) {
            return;
        }
        for (EventType type : TYPES) {
            Feed feed = events.wanted(attribute, type, beganNanos);
            if (feed != null && detectors(attribute).isEvent(type, errors, beganNanos)) {
                events.send(feed, errors, beganNanos);
            }
        }
    }

    /** With other properties what was sent before does not count. */
    private Detectors detectors(Attribute attribute) {
        @Nullable Detectors known = detectors.get(attribute);
        if (known == null || !known.properties.equals(attribute.config().events())) {
            known = new Detectors(attribute.config());
            detectors.put(attribute, known);
        }
        return Objects.requireNonNull(known);
    }

    /** The next reading is the first again: the attribute's device begins anew. */
    public void forget(Attribute attribute) {
        detectors.remove(attribute);
    }

    /** The attribute is not polled any more; those who have subscribed are told, unless the device itself goes on. */
    public void ended(Attribute attribute, long nowNanos) {
        forget(attribute);
        List<DevError> errors = List.of(DevError.of(
                Reasons.POLL_OBJ_NOT_FOUND,
                "No event possible on attribute " + attribute.name() + ". Polling has just being stopped!",
                "DServer::rem_obj_polling"));
        for (EventType type : TYPES) {
            Feed feed = attribute.isPushed(type) ? null : events.wanted(attribute, type, nowNanos);
            if (feed != null) {
                events.send(feed, errors, nowNanos);
            }
        }
    }
}
