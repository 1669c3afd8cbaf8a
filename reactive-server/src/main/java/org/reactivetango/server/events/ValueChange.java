package org.reactivetango.server.events;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.TangoType;

/**
 * Whether one value of an attribute is another. Numbers are compared by criteria, everything else for equality; an array
 * is another when its size is, or one of its elements.
 *
 * <p>Where servers in C++ calculate steps of whole numbers as whole numbers, percentages lose their fraction and unsigned
 * steps wrap around; of enum spectra they compare the first element only. Here neither is so.
 */
final class ValueChange {
    private final TangoType type;
    private final ChangeCriteria criteria;

    ValueChange(TangoType type, ChangeCriteria criteria) {
        this.type = type;
        this.criteria = criteria;
    }

    /** Either may be absent, as a set value is where there is none. */
    boolean isBetween(@Nullable Object before, @Nullable Object now) {
        if (before == null || now == null) {
            return before != now;
        }
        if (before instanceof Image<?> old && now instanceof Image<?> image) {
            return old.width() != image.width()
                    || old.height() != image.height()
                    || isBetween(old.data(), image.data());
        }
        if (before.getClass() != now.getClass()) {
            return true;
        }
        if (before instanceof DevEncoded old && now instanceof DevEncoded encoded) {
            return isEncodedOther(old, encoded);
        }
        if (!isNumeric()) {
            return !Objects.deepEquals(before, now);
        }
        return before.getClass().isArray() ? isArrayOther(before, now) : isNumberOther(before, now);
    }

    private boolean isNumeric() {
        return switch (type) {
            case DEV_BOOLEAN, DEV_STRING, DEV_STATE, DEV_ENUM -> false;
            default -> true;
        };
    }

    /** Octets count as numbers, and only by criteria: without, they may change as long as there are as many. */
    private boolean isEncodedOther(DevEncoded before, DevEncoded now) {
        return !before.format().equals(now.format())
                || before.data().length != now.data().length
                || isArrayOther(before.data(), now.data());
    }

    private boolean isNumberOther(Object before, Object now) {
        if (before instanceof Double old) {
            return isOther(old.doubleValue(), (Double) now);
        }
        if (before instanceof Float old) {
            return isOther(old.doubleValue(), ((Float) now).doubleValue());
        }
        if (before instanceof Byte old) {
            return isOther(old & 0xffL, (Byte) now & 0xffL);
        }
        return isOther(((Number) before).longValue(), ((Number) now).longValue());
    }

    private boolean isArrayOther(Object before, Object now) {
        int length = Array.getLength(before);
        if (length != Array.getLength(now)) {
            return true;
        }
        if (before instanceof double[] old) {
            return isAnyOther(old, (double[]) now);
        }
        if (before instanceof float[] old) {
            return isAnyOther(old, (float[]) now);
        }
        // Without criteria whole numbers need not be looked at.
        return criteria.isSet() && isAnyOther(wide(before), wide(now));
    }

    private boolean isAnyOther(double[] before, double[] now) {
        for (int i = 0; i < now.length; i++) {
            if (isOther(before[i], now[i])) {
                return true;
            }
        }
        return false;
    }

    private boolean isAnyOther(float[] before, float[] now) {
        for (int i = 0; i < now.length; i++) {
            if (isOther((double) before[i], now[i])) {
                return true;
            }
        }
        return false;
    }

    private boolean isAnyOther(long[] before, long[] now) {
        for (int i = 0; i < now.length; i++) {
            if (isOther(before[i], now[i])) {
                return true;
            }
        }
        return false;
    }

    private static long[] wide(Object values) {
        if (values instanceof long[] longs) {
            return longs;
        }
        long[] wide = new long[Array.getLength(values)];
        if (values instanceof int[] ints) {
            Arrays.setAll(wide, i -> ints[i]);
        } else if (values instanceof short[] shorts) {
            Arrays.setAll(wide, i -> shorts[i]);
        } else if (values instanceof byte[] octets) {
            Arrays.setAll(wide, i -> octets[i] & 0xff);
        } else {
            throw new IllegalArgumentException(
                    "no numbers: " + values.getClass().getTypeName());
        }
        return wide;
    }

    /** Not a number is another than any number, and no other than itself. */
    private boolean isOther(double before, double now) {
        if (Double.isNaN(before) || Double.isNaN(now)) {
            return Double.isNaN(before) != Double.isNaN(now);
        }
        return criteria.isMet(before, now);
    }

    private boolean isOther(long before, long now) {
        if (type == TangoType.DEV_ULONG64) {
            double step = Long.compareUnsigned(now, before) >= 0 ? unsigned(now - before) : -unsigned(before - now);
            return criteria.isMet(unsigned(before), unsigned(now), step);
        }
        long difference = now - before;
        boolean overflow = ((before ^ now) & (now ^ difference)) < 0;
        return criteria.isMet(
                (double) before, (double) now, overflow ? (double) now - (double) before : (double) difference);
    }

    private static double unsigned(long bits) {
        double signed = (double) bits;
        return bits >= 0 ? signed : signed + 0x1p64;
    }
}
