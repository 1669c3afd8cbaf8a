package org.reactivetango.server.dispatch;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.Image;

/**
 * What may be written to an attribute: its size and, for numbers, its range.
 *
 * @param min least value, or null
 * @param max greatest value, or null
 */
record WriteLimits(
        String attribute,
        int maxX,
        int maxY,
        @Nullable Double min,
        @Nullable Double max) {
    private static final String ORIGIN = "WAttribute::check_written_value()";

    static WriteLimits of(AttributeConfig config) {
        return new WriteLimits(
                config.name(), config.maxX(), config.maxY(), number(config.minValue()), number(config.maxValue()));
    }

    /** Refuses more elements than the attribute can have. */
    void checkSize(int x, int y) {
        if (x > maxX) {
            throw outside(
                    "X dimesion is greater than the max defined for attribute " + attribute,
                    "DeviceImpl::write_attributes");
        }
        if (y > maxY) {
            throw outside(
                    "Y dimesion is greater than the max defined for attribute " + attribute,
                    "DeviceImpl::write_attributes");
        }
    }

    /** Refuses a value, or an array with a value, beyond the range. */
    void checkRange(Object value) {
        if (min == null && max == null) {
            return;
        }
        if (value instanceof Number number) {
            check(number.doubleValue(), 0);
        } else {
            Object elements = value instanceof Image<?> image ? image.data() : value;
            for (int i = 0; i < Array.getLength(elements); i++) {
                check(((Number) Array.get(elements, i)).doubleValue(), i);
            }
        }
    }

    private void check(double value, int element) {
        if (min != null && value < min) {
            throw outside(
                    "Set value for attribute " + attribute + " is below the minimum authorized (at least element "
                            + element + ")",
                    ORIGIN);
        }
        if (max != null && value > max) {
            throw outside(
                    "Set value for attribute " + attribute + " is above the maximum authorized (at least element "
                            + element + ")",
                    ORIGIN);
        }
    }

    private static DevFailedException outside(String description, String origin) {
        return DevFailedException.of(Reasons.WRITE_ATTR_OUTSIDE_LIMIT, description, origin);
    }

    private static @Nullable Double number(String text) {
        return text.equals(AttributeConfig.NOT_SPECIFIED) ? null : Double.valueOf(text);
    }
}
