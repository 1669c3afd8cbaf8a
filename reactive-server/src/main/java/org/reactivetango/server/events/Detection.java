package org.reactivetango.server.events;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.server.dispatch.Attribute;

/**
 * Decides for one attribute which of the values that any thread pushes are events. What is decided and what is handed over
 * have the same order, or the value with which the next is compared were another than the last that subscribers have. So
 * both happen under a lock, and nothing else does: a comparison and a step of a queue. Nothing is encoded there, and no code
 * of devices runs.
 */
final class Detection {
    private final Attribute attribute;
    private final EventType type;

    // ---- guarded by this

    private AttributeConfig.@Nullable Events properties;
    private @Nullable ArchiveDetector detector;

    Detection(Attribute attribute, EventType type) {
        this.attribute = attribute;
        this.type = type;
    }

    /** Whether it would be an event just now: whether it is worth being encoded. Nothing is remembered. */
    synchronized boolean wouldBeEvent(Reading<?> reading, long nowNanos) {
        return detector().wouldBeEvent(reading, nowNanos);
    }

    /** Decides again, as others may have pushed meanwhile, and hands it over if it is one. */
    synchronized boolean sendIfEvent(Reading<?> reading, long nowNanos, Runnable handOver) {
        boolean event = detector().isEvent(reading, nowNanos);
        if (event) {
            handOver.run();
        }
        return event;
    }

    /** Decides on an error, and hands it over if it is an event. */
    synchronized boolean sendIfEvent(List<DevError> errors, long nowNanos, Runnable handOver) {
        boolean event = detector().isEvent(errors, nowNanos);
        if (event) {
            handOver.run();
        }
        return event;
    }

    /** With other criteria what was sent before does not count. */
    private ArchiveDetector detector() {
        AttributeConfig.Events now = attribute.config().events();
        ArchiveDetector current = detector;
        if (current == null || !now.equals(properties)) {
            properties = now;
            current = detector(attribute.config().type(), now);
            detector = current;
        }
        return current;
    }

    private ArchiveDetector detector(TangoType valueType, AttributeConfig.Events now) {
        return type == EventType.CHANGE
                ? ArchiveDetector.withoutPeriod(valueType, ChangeCriteria.ofChange(now))
                : new ArchiveDetector(valueType, now);
    }
}
