package org.reactivetango.server.dispatch;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.TangoType;

/**
 * What may be written to an attribute: its size and, for numbers, its range. No NaN and nothing infinite, and of an enum
 * only what has a label.
 *
 * @param labels how many an enum has; 0 for no bound
 * @param min least value, or null
 * @param max greatest value, or null
 */
record WriteLimits(
        String attribute,
        TangoType type,
        int maxX,
        int maxY,
        int labels,
        @Nullable Double min,
        @Nullable Double max) {
    private static final String ORIGIN = "WAttribute::check_written_value()";

    static WriteLimits of(AttributeConfig config) {
        return new WriteLimits(
                config.name(),
                config.type(),
                config.maxX(),
                config.maxY(),
                config.enumLabels().size(),
                number(config, config.minValue()),
                number(config, config.maxValue()));
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

    /** Refuses a value, or an array with a value, that is no number or beyond the range. */
    void checkRange(Object value) {
        Object elements = value instanceof Image<?> image ? image.data() : value;
        switch (type) {
            case DEV_DOUBLE, DEV_FLOAT -> checkFinite(elements);
            case DEV_ENUM -> checkLabels(elements);
            default -> {}
        }
        if (min == null && max == null) {
            return;
        }
        if (elements.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(elements); i++) {
                check(number(Array.getDouble(elements, i)), i);
            }
        } else {
            check(number(((Number) elements).doubleValue()), 0);
        }
    }

    private void checkFinite(Object elements) {
        if (elements instanceof double[] doubles) {
            for (int i = 0; i < doubles.length; i++) {
                checkFinite(doubles[i], i);
            }
        } else if (elements instanceof float[] floats) {
            for (int i = 0; i < floats.length; i++) {
                checkFinite(floats[i], i);
            }
        } else {
            checkFinite(((Number) elements).doubleValue(), 0);
        }
    }

    private void checkFinite(double value, int element) {
        if (!Double.isFinite(value)) {
            throw refused("a NaN or INF value (at least element " + element + ")");
        }
    }

    private void checkLabels(Object elements) {
        if (elements instanceof short[] numbers) {
            for (int i = 0; i < numbers.length; i++) {
                checkLabel(numbers[i], i);
            }
        } else {
            checkLabel((Short) elements, 0);
        }
    }

    private void checkLabel(short number, int element) {
        if (number < 0 || (labels > 0 && number >= labels)) {
            throw refused(
                    "negative or above the maximun authorized (" + (labels - 1) + ") for at least element " + element);
        }
    }

    private void check(double value, int element) {
        if (min != null && value < min) {
            throw refused("below the minimum authorized (at least element " + element + ")");
        }
        if (max != null && value > max) {
            throw refused("above the maximum authorized (at least element " + element + ")");
        }
    }

    /** The unsigned types of 8 and 64 bits are kept in signed ones. */
    private double number(double kept) {
        if (kept >= 0) {
            return kept;
        }
        return switch (type) {
            case DEV_UCHAR -> kept + 0x100;
            case DEV_ULONG64 -> kept + 0x1p64;
            default -> kept;
        };
    }

    private DevFailedException refused(String why) {
        return outside("Set value for attribute " + attribute + " is " + why, ORIGIN);
    }

    private static DevFailedException outside(String description, String origin) {
        return DevFailedException.of(Reasons.WRITE_ATTR_OUTSIDE_LIMIT, description, origin);
    }

    /** Bytes in some format are not compared with numbers. */
    private static @Nullable Double number(AttributeConfig config, String text) {
        return config.type() == TangoType.DEV_ENCODED || text.equals(AttributeConfig.NOT_SPECIFIED)
                ? null
                : Double.valueOf(text);
    }
}
