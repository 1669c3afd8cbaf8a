package org.reactivetango.server.events;

import org.jspecify.annotations.Nullable;
import org.reactivetango.core.model.AttributeConfig;

/**
 * How far a number must move to be worth an event.
 *
 * @param relative in percent of the number before; null if it does not count
 * @param absolute in the number's own unit; null if it does not count
 */
public record ChangeCriteria(
        @Nullable Bounds relative, @Nullable Bounds absolute) {
    /** Numbers may move as they like. */
    public static final ChangeCriteria NONE = new ChangeCriteria(null, null);

    /**
     * A step at or below {@code low}, or at or above {@code high}, is one.
     *
     * @param low of steps down, as a rule negative
     * @param high of steps up
     */
    public record Bounds(double low, double high) {
        /** Servers in C++ forgive what decimal fractions lose in binary, by this part of the bound. */
        private static final double SLACK = 1e-10;

        /**
         * Reads a property: one number for both directions, or {@code down,up}.
         *
         * @return null if it is not specified
         * @throws NumberFormatException if it is neither
         */
        static @Nullable Bounds parse(String property) {
            if (property.equalsIgnoreCase(AttributeConfig.NOT_SPECIFIED)) {
                return null;
            }
            int comma = property.indexOf(',');
            if (comma < 0) {
                double size = Math.abs(Double.parseDouble(property));
                return new Bounds(-size, size);
            }
            return new Bounds(
                    Double.parseDouble(property.substring(0, comma)),
                    Double.parseDouble(property.substring(comma + 1)));
        }

        boolean isReached(double step) {
            return step <= low || step >= high;
        }

        boolean isNearlyReached(double step) {
            return step + low * SLACK <= low || step + high * SLACK >= high;
        }
    }

    /**
     * The criteria of change events.
     *
     * @throws NumberFormatException if a property is no number and no two numbers
     */
    public static ChangeCriteria ofChange(AttributeConfig.Events properties) {
        return new ChangeCriteria(Bounds.parse(properties.relChange()), Bounds.parse(properties.absChange()));
    }

    /**
     * The criteria of archive events, but for the period.
     *
     * @throws NumberFormatException if a property is no number and no two numbers
     */
    public static ChangeCriteria ofArchive(AttributeConfig.Events properties) {
        return new ChangeCriteria(
                Bounds.parse(properties.archiveRelChange()), Bounds.parse(properties.archiveAbsChange()));
    }

    /** Whether there is one; without, a number that moves is no event. */
    public boolean isSet() {
        return relative != null || absolute != null;
    }

    /** Of whole numbers. */
    boolean isMet(double before, double now, double step) {
        return isRelativeMet(before, now, step) || (absolute != null && absolute.isReached(step));
    }

    /** Of fractions. */
    boolean isMet(double before, double now) {
        double step = now - before;
        return isRelativeMet(before, now, step) || (absolute != null && absolute.isNearlyReached(step));
    }

    private boolean isRelativeMet(double before, double now, double step) {
        if (relative == null) {
            return false;
        }
        double percent = before != 0 ? step * 100 / before : now == 0 ? 0 : 100;
        return relative.isReached(percent);
    }
}
