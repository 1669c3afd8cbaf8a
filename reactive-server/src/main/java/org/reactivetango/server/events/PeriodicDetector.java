package org.reactivetango.server.events;

import org.reactivetango.core.model.AttributeConfig;

/** Decides for one attribute which of its readings, or errors, are periodic events. Confined to the lane of its attribute. */
public final class PeriodicDetector {

    private final EventPeriod period;
    private boolean started;
    private long lastNanos;

    /**
     * A detector that has seen nothing yet.
     *
     * @throws IllegalArgumentException if the period is no positive number
     */
    public PeriodicDetector(AttributeConfig.Events properties) {
        EventPeriod given = EventPeriod.parse(properties.period());
        this.period = given == null ? EventPeriod.DEFAULT : given;
    }

    /**
     * Whether to send what was read.
     *
     * @param nowNanos when reading began, by a clock that only goes forward
     */
    public boolean isEvent(long nowNanos) {
        boolean event = !started || period.isOver(nowNanos - lastNanos);
        if (event) {
            started = true;
            lastNanos = nowNanos;
        }
        return event;
    }
}
