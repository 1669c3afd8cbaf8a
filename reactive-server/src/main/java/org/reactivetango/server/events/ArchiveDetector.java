package org.reactivetango.server.events;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.TangoType;

/**
 * Decides for one attribute which of its readings are archive events: those that {@link ChangeDetector} finds by the
 * criteria for archives, and one in each archive period whatever it is. Used by one thread at a time.
 */
public final class ArchiveDetector {
    private final ChangeDetector changes;
    private final @Nullable EventPeriod period;
    private long lastPeriodicNanos;

    /**
     * A detector that has seen nothing yet.
     *
     * @throws IllegalArgumentException if a property is no number where it must be one
     */
    public ArchiveDetector(TangoType type, AttributeConfig.Events properties) {
        this.changes = new ChangeDetector(type, ChangeCriteria.ofArchive(properties));
        this.period = EventPeriod.parse(properties.archivePeriod());
    }

    private ArchiveDetector(ChangeDetector changes) {
        this.changes = changes;
        this.period = null;
    }

    /** One that leaves it to the criteria. */
    static ArchiveDetector withoutPeriod(TangoType type, ChangeCriteria criteria) {
        return new ArchiveDetector(new ChangeDetector(type, criteria));
    }

    /** What {@link #isEvent} would say now, which remembers. */
    boolean wouldBeEvent(Reading<?> reading, long nowNanos) {
        return isDue(nowNanos) || changes.isOther(reading);
    }

    /**
     * Whether to send this reading.
     *
     * @param nowNanos when reading began, by a clock that only goes forward
     */
    public boolean isEvent(Reading<?> reading, long nowNanos) {
        if (isPeriodOver(nowNanos)) {
            changes.sent(reading);
            return true;
        }
        return changes.isEvent(reading);
    }

    /**
     * Whether to send this error.
     *
     * @param nowNanos when reading began, by a clock that only goes forward
     */
    public boolean isEvent(List<DevError> errors, long nowNanos) {
        if (isPeriodOver(nowNanos)) {
            changes.sent(errors);
            return true;
        }
        return changes.isEvent(errors);
    }

    private boolean isPeriodOver(long nowNanos) {
        boolean over = isDue(nowNanos);
        if (over) {
            lastPeriodicNanos = nowNanos;
        }
        return over;
    }

    private boolean isDue(long nowNanos) {
        return period != null && (!changes.hasSent() || period.isOver(nowNanos - lastPeriodicNanos));
    }
}
