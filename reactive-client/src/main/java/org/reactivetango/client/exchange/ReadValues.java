package org.reactivetango.client.exchange;

import java.lang.reflect.Array;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.idl.AttrValUnion;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;

/** What came over the wire as the Java type that the caller asked for. Nothing is converted that could lose anything. */
final class ReadValues {
    private ReadValues() {}

    /**
     * One part, read or set, of an attribute's values.
     *
     * @param offset where the part begins in the sequence
     * @param x its first dimension
     * @param y its second, 0 unless it is an image
     * @return null if the sequence does not have that part
     */
    static <T> @Nullable T part(
            String attribute,
            ValueType<T> wanted,
            AttrValUnion union,
            TangoType wireType,
            DataFormat wireFormat,
            int offset,
            int x,
            int y) {
        Object all = union.value();
        boolean array = all.getClass().isArray();
        int length = array ? Array.getLength(all) : 1;
        DataFormat format = wanted.format() == DataFormat.UNKNOWN ? wireFormat : wanted.format();
        TangoType element = wireType == TangoType.UNKNOWN || wireType == TangoType.DEV_VOID
                ? union.type().type()
                : wireType;
        if (format == DataFormat.SCALAR) {
            if (wireFormat != DataFormat.SCALAR && wireFormat != DataFormat.UNKNOWN) {
                throw mismatch(attribute, wanted, element, wireFormat);
            }
            if (offset >= length) {
                return null;
            }
            Object value = widened(wanted, element, array ? element(all, offset) : all);
            if (value == null) {
                throw mismatch(attribute, wanted, element, wireFormat);
            }
            return wanted.cast(value);
        }
        if (format != wireFormat && wireFormat != DataFormat.UNKNOWN) {
            throw mismatch(attribute, wanted, element, wireFormat);
        }
        int rows = format == DataFormat.SPECTRUM ? 1 : rows(x, y);
        long elements = (long) x * rows;
        if (x < 0 || rows < 0 || offset + elements > length) {
            return null;
        }
        Object whole = array ? all : arrayOfOne(all);
        Object data = offset == 0 && elements == length ? whole : slice(whole, offset, (int) elements);
        checkElements(attribute, wanted, element, wireFormat);
        return wanted.cast(format == DataFormat.IMAGE ? new Image<>(data, x, rows) : data);
    }

    /** As {@link Array#get}, which takes a step out of the JVM's own code, for the arrays that values are decoded to. */
    static Object element(Object array, int index) {
        if (array instanceof double[] values) {
            return values[index];
        }
        if (array instanceof float[] values) {
            return values[index];
        }
        if (array instanceof long[] values) {
            return values[index];
        }
        if (array instanceof int[] values) {
            return values[index];
        }
        if (array instanceof short[] values) {
            return values[index];
        }
        return array instanceof Object[] values ? values[index] : Array.get(array, index);
    }

    /** What has columns but no rows is one row, as the set value of an image that was never written. */
    static int rows(int x, int y) {
        return y == 0 && x > 0 ? 1 : y;
    }

    private static void checkElements(String attribute, ValueType<?> wanted, TangoType element, DataFormat format) {
        if (wanted.element() != TangoType.UNKNOWN && !same(wanted.element(), element)) {
            throw mismatch(attribute, wanted, element, format);
        }
    }

    /** An enum is a short for those who want one; unsigned 64 bits are the bits of signed ones. */
    private static boolean same(TangoType wanted, TangoType element) {
        return wanted == element || normal(wanted) == normal(element);
    }

    private static TangoType normal(TangoType type) {
        return switch (type) {
            case DEV_ENUM -> TangoType.DEV_SHORT;
            case CONST_DEV_STRING -> TangoType.DEV_STRING;
            default -> type;
        };
    }

    /** A scalar as it is wanted, widened where that loses nothing; null if it is of another type. */
    static @Nullable Object widened(ValueType<?> wanted, TangoType element, Object value) {
        if (wanted.element() == TangoType.UNKNOWN || same(wanted.element(), element)) {
            return value;
        }
        if (!(value instanceof Number number)) {
            return null;
        }
        return switch (wanted.element()) {
            case DEV_DOUBLE ->
                element == TangoType.DEV_LONG64 || element == TangoType.DEV_ULONG64
                        ? null
                        : (Object) unsigned(element, number).doubleValue();
            case DEV_LONG64 ->
                isInteger(element) && element != TangoType.DEV_ULONG64
                        ? (Object) unsigned(element, number).longValue()
                        : null;
            case DEV_LONG ->
                element == TangoType.DEV_SHORT
                                || element == TangoType.DEV_ENUM
                                || element == TangoType.DEV_USHORT
                                || element == TangoType.DEV_UCHAR
                        ? (Object) unsigned(element, number).intValue()
                        : null;
            default -> null;
        };
    }

    private static boolean isInteger(TangoType type) {
        return type != TangoType.DEV_FLOAT && type != TangoType.DEV_DOUBLE;
    }

    /** An octet is kept in a byte, which Java takes for signed. */
    private static Number unsigned(TangoType element, Number number) {
        return element == TangoType.DEV_UCHAR ? Integer.valueOf(number.intValue() & 0xff) : number;
    }

    private static Object arrayOfOne(Object value) {
        Class<?> type = switch (value.getClass().getSimpleName()) {
            case "Boolean" -> boolean.class;
            case "Byte" -> byte.class;
            case "Short" -> short.class;
            case "Integer" -> int.class;
            case "Long" -> long.class;
            case "Float" -> float.class;
            case "Double" -> double.class;
            default -> value.getClass();
        };
        Object array = Array.newInstance(type, 1);
        Array.set(array, 0, value);
        return array;
    }

    private static Object slice(Object array, int offset, int length) {
        if (array instanceof double[] doubles) {
            return Arrays.copyOfRange(doubles, offset, offset + length);
        }
        Object part = Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, offset, part, 0, length);
        return part;
    }

    static DevFailedException mismatch(String what, ValueType<?> wanted, TangoType element, DataFormat format) {
        String found = switch (format) {
            case SPECTRUM -> "spectrum of " + element.tangoName();
            case IMAGE -> "image of " + element.tangoName();
            default -> element.tangoName();
        };
        return DevFailedException.of(
                Reasons.INCOMPATIBLE_ATTR_ARGUMENT_TYPE,
                what + " is " + found + ", not " + wanted + " as it was asked for. Ask for "
                        + TangoType.ofCode(element.code()).javaType().getSimpleName()
                        + (format == DataFormat.SCALAR ? ".class" : " in that shape")
                        + ", or for ValueType.ANY",
                "ReadValues.part");
    }
}
