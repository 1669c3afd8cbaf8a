package org.reactivetango.server.events;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.model.AttributeConfig;

/**
 * How often something is sent at most when it is looked at now and then: polling at the same pace must not miss every
 * other turn because it was a little early.
 *
 * @param duration of the period, positive
 */
record EventPeriod(Duration duration) {
    /** Of periodic events. */
    static final EventPeriod DEFAULT = new EventPeriod(Duration.ofSeconds(1));

    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Duration EARLY = Duration.ofMillis(100);

    EventPeriod {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("the period of an event must be positive, not " + duration);
        }
    }

    /**
     * Reads a property, in milliseconds.
     *
     * @return null if it is not specified
     * @throws IllegalArgumentException if it is no positive number
     */
    static @Nullable EventPeriod parse(String property) {
        return property.equalsIgnoreCase(AttributeConfig.NOT_SPECIFIED)
                ? null
                : new EventPeriod(Duration.ofMillis(Long.parseLong(property)));
    }

    boolean isOver(long nanosSince) {
        Duration least = duration.compareTo(LONG) >= 0
                ? duration.minus(EARLY)
                : duration.multipliedBy(98).dividedBy(100);
        return nanosSince > least.toNanos();
    }
}
