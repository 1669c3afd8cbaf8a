package org.reactivetango.server.events;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.TangoType;

/**
 * Decides for one attribute which of its readings are change events. What counts is the difference to what was sent last,
 * not to what was read last: slow drifts add up. The first reading is sent, so is every other quality, every other error,
 * the first error and the first reading behind one; between two values the {@link ChangeCriteria} decide.
 *
 * <p>Remembers the reading it let pass, so the arrays in it must not be changed. Used by one thread at a time.
 */
public final class ChangeDetector {
    private final ValueChange change;
    private @Nullable Reading<?> lastReading;
    private @Nullable List<DevError> lastErrors;

    /** A detector that has seen nothing yet. */
    public ChangeDetector(TangoType type, ChangeCriteria criteria) {
        this.change = new ValueChange(type, criteria);
    }

    /** Whether to send this reading; it is remembered if so. */
    public boolean isEvent(Reading<?> reading) {
        boolean event = isOther(reading);
        if (event) {
            sent(reading);
        }
        return event;
    }

    /** Whether to send this error; it is remembered if so. */
    public boolean isEvent(List<DevError> errors) {
        boolean event = !errors.equals(lastErrors);
        if (event) {
            sent(errors);
        }
        return event;
    }

    /** Remembers a reading that is sent whatever the criteria say. */
    public void sent(Reading<?> reading) {
        lastReading = reading;
        lastErrors = null;
    }

    /** Remembers an error that is sent whatever the criteria say. */
    public void sent(List<DevError> errors) {
        lastReading = null;
        lastErrors = List.copyOf(errors);
    }

    /** Whether anything has been sent yet. */
    boolean hasSent() {
        return lastReading != null || lastErrors != null;
    }

    /** What {@link #isEvent(Reading)} would say now, which remembers. */
    boolean isOther(Reading<?> reading) {
        if (lastReading == null || lastReading.quality() != reading.quality()) {
            return true;
        }
        if (reading.quality() == Quality.INVALID) {
            return false;
        }
        return change.isBetween(lastReading.value(), reading.value())
                || change.isBetween(setValue(lastReading), setValue(reading));
    }

    private static @Nullable Object setValue(Reading<?> reading) {
        return reading.hasSetValue() ? reading.setValue() : null;
    }
}
