package org.reactivetango.core.model;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Tango type behind a Java type: element type and shape. Most are found by class ({@link #of}); the unsigned types
 * and the images have constants and factories of their own.
 *
 * @param <T> the Java type: a boxed scalar, an array, an {@link Image}, or {@code Void}
 */
public final class ValueType<T> {
    private static final Map<Class<?>, ValueType<?>> BY_CLASS = new HashMap<>();
    private static final Map<TangoType, ValueType<?>> SCALARS = new EnumMap<>(TangoType.class);
    private static final Map<TangoType, ValueType<?>> SPECTRA = new EnumMap<>(TangoType.class);

    public static final ValueType<Void> VOID = named(TangoType.DEV_VOID, DataFormat.SCALAR, Void.class);
    public static final ValueType<Boolean> BOOLEAN = named(TangoType.DEV_BOOLEAN, DataFormat.SCALAR, Boolean.class);
    public static final ValueType<Short> SHORT = named(TangoType.DEV_SHORT, DataFormat.SCALAR, Short.class);
    public static final ValueType<Integer> LONG = named(TangoType.DEV_LONG, DataFormat.SCALAR, Integer.class);
    public static final ValueType<Long> LONG64 = named(TangoType.DEV_LONG64, DataFormat.SCALAR, Long.class);
    public static final ValueType<Float> FLOAT = named(TangoType.DEV_FLOAT, DataFormat.SCALAR, Float.class);
    public static final ValueType<Double> DOUBLE = named(TangoType.DEV_DOUBLE, DataFormat.SCALAR, Double.class);
    public static final ValueType<String> STRING = named(TangoType.DEV_STRING, DataFormat.SCALAR, String.class);
    public static final ValueType<DevState> STATE = named(TangoType.DEV_STATE, DataFormat.SCALAR, DevState.class);
    public static final ValueType<DevEncoded> ENCODED =
            named(TangoType.DEV_ENCODED, DataFormat.SCALAR, DevEncoded.class);
    /** An octet. */
    public static final ValueType<Byte> UCHAR = named(TangoType.DEV_UCHAR, DataFormat.SCALAR, Byte.class);
    /** Unsigned 16 bits. */
    public static final ValueType<Integer> USHORT = constant(TangoType.DEV_USHORT, DataFormat.SCALAR, Integer.class);
    /** Unsigned 32 bits. */
    public static final ValueType<Long> ULONG = constant(TangoType.DEV_ULONG, DataFormat.SCALAR, Long.class);
    /** Unsigned 64 bits, as the bits of a {@code long}. */
    public static final ValueType<Long> ULONG64 = constant(TangoType.DEV_ULONG64, DataFormat.SCALAR, Long.class);
    /** The number of an enum's label. */
    public static final ValueType<Short> ENUM = constant(TangoType.DEV_ENUM, DataFormat.SCALAR, Short.class);

    public static final ValueType<boolean[]> BOOLEANS =
            named(TangoType.DEV_BOOLEAN, DataFormat.SPECTRUM, boolean[].class);
    public static final ValueType<short[]> SHORTS = named(TangoType.DEV_SHORT, DataFormat.SPECTRUM, short[].class);
    public static final ValueType<int[]> LONGS = named(TangoType.DEV_LONG, DataFormat.SPECTRUM, int[].class);
    public static final ValueType<long[]> LONG64S = named(TangoType.DEV_LONG64, DataFormat.SPECTRUM, long[].class);
    public static final ValueType<float[]> FLOATS = named(TangoType.DEV_FLOAT, DataFormat.SPECTRUM, float[].class);
    public static final ValueType<double[]> DOUBLES = named(TangoType.DEV_DOUBLE, DataFormat.SPECTRUM, double[].class);
    public static final ValueType<String[]> STRINGS = named(TangoType.DEV_STRING, DataFormat.SPECTRUM, String[].class);
    public static final ValueType<DevState[]> STATES =
            named(TangoType.DEV_STATE, DataFormat.SPECTRUM, DevState[].class);
    /** Octets. */
    public static final ValueType<byte[]> UCHARS = named(TangoType.DEV_UCHAR, DataFormat.SPECTRUM, byte[].class);
    /** Unsigned 16 bits each. */
    public static final ValueType<int[]> USHORTS = constant(TangoType.DEV_USHORT, DataFormat.SPECTRUM, int[].class);
    /** Unsigned 32 bits each. */
    public static final ValueType<long[]> ULONGS = constant(TangoType.DEV_ULONG, DataFormat.SPECTRUM, long[].class);
    /** Unsigned 64 bits each, as the bits of a {@code long}. */
    public static final ValueType<long[]> ULONG64S = constant(TangoType.DEV_ULONG64, DataFormat.SPECTRUM, long[].class);
    /** The numbers of an enum's labels. */
    public static final ValueType<short[]> ENUMS = constant(TangoType.DEV_ENUM, DataFormat.SPECTRUM, short[].class);

    /** Whatever comes: a boxed scalar, an array, or an {@link Image}. */
    public static final ValueType<Object> ANY = of(TangoType.UNKNOWN, DataFormat.UNKNOWN, Object.class);

    /** A command type. */
    public static final ValueType<DevVarLongStringArray> LONG_STRINGS =
            named(TangoType.DEVVAR_LONGSTRINGARRAY, DataFormat.SCALAR, DevVarLongStringArray.class);
    /** A command type. */
    public static final ValueType<DevVarDoubleStringArray> DOUBLE_STRINGS =
            named(TangoType.DEVVAR_DOUBLESTRINGARRAY, DataFormat.SCALAR, DevVarDoubleStringArray.class);

    private final TangoType element;
    private final DataFormat format;
    private final Class<?> javaType;

    private ValueType(TangoType element, DataFormat format, Class<?> javaType) {
        this.element = element;
        this.format = format;
        this.javaType = javaType;
    }

    /**
     * The type of a Java class: {@code Double.class}, {@code double[].class}, {@code DevState.class}, ...
     *
     * @throws IllegalArgumentException for a class that stands for no Tango type, naming those that do
     */
    @SuppressWarnings("unchecked")
    public static <T> ValueType<T> of(Class<T> javaType) {
        ValueType<?> type = BY_CLASS.get(javaType);
        if (type == null) {
            throw new IllegalArgumentException(javaType.getName()
                    + " is no Tango type; use a boxed scalar, String, DevState, DevEncoded, an array of these,"
                    + " or one of the constants and factories of ValueType");
        }
        return (ValueType<T>) type;
    }

    /**
     * The type of a value by its class; of an image by that of its data.
     *
     * @throws IllegalArgumentException if it is of no Tango type
     */
    public static ValueType<?> ofValue(Object value) {
        return value instanceof Image<?> image ? imageOf(image.data().getClass()) : of(value.getClass());
    }

    /**
     * The type of an attribute whose configuration says element and format.
     *
     * @throws IllegalArgumentException if no attribute can be that
     */
    public static ValueType<?> ofAttribute(TangoType element, DataFormat format) {
        ValueType<?> type = switch (format) {
            case SCALAR -> SCALARS.get(element);
            case SPECTRUM, IMAGE -> SPECTRA.get(element);
            case UNKNOWN -> null;
        };
        if (type == null) {
            throw new IllegalArgumentException("no attribute is a " + format + " of " + element.tangoName());
        }
        return format == DataFormat.IMAGE ? imageOf(type) : type;
    }

    /**
     * The type of a command's argument or result: the reverse of {@link #commandType}.
     *
     * @throws IllegalArgumentException if no command can have that
     */
    public static ValueType<?> ofCommand(TangoType type) {
        ValueType<?> scalar = SCALARS.get(type == TangoType.CONST_DEV_STRING ? TangoType.DEV_STRING : type);
        if (scalar != null) {
            return scalar;
        }
        for (ValueType<?> spectrum : SPECTRA.values()) {
            if (spectrum.element != TangoType.DEV_ENUM && arrayOf(spectrum.element) == type) {
                return spectrum;
            }
        }
        throw new IllegalArgumentException("no command takes or gives " + type.tangoName());
    }

    /** An image whose data is an array of that class, for example {@code imageOf(double[].class)}. */
    public static <A> ValueType<Image<A>> imageOf(Class<A> arrayType) {
        return imageOf(of(arrayType));
    }

    /** An image of the elements of a spectrum type, for example {@code imageOf(USHORTS)}. */
    public static <A> ValueType<Image<A>> imageOf(ValueType<A> spectrum) {
        if (spectrum.format != DataFormat.SPECTRUM) {
            throw new IllegalArgumentException("an image is made of an array type, not of " + spectrum);
        }
        return of(spectrum.element, DataFormat.IMAGE, Image.class);
    }

    /** The type of one element, as an attribute's {@code data_type} names it. */
    public TangoType element() {
        return element;
    }

    public DataFormat format() {
        return format;
    }

    /** The Java class; {@link Image} for images. */
    public Class<?> javaType() {
        return javaType;
    }

    /**
     * The value as this type's Java type.
     *
     * @throws ClassCastException if it is of another
     */
    @SuppressWarnings("unchecked")
    public T cast(Object value) {
        return (T) javaType.cast(value);
    }

    /**
     * The type as a command's argument or result, where arrays have types of their own.
     *
     * @throws IllegalArgumentException for images and for arrays that no command can carry
     */
    public TangoType commandType() {
        if (format == DataFormat.SCALAR) {
            return element;
        }
        TangoType type = format == DataFormat.SPECTRUM ? arrayOf(element) : null;
        if (type == null) {
            throw new IllegalArgumentException(this + " cannot be the argument or result of a command");
        }
        return type;
    }

    private static @Nullable TangoType arrayOf(TangoType element) {
        return switch (element) {
            case DEV_BOOLEAN -> TangoType.DEVVAR_BOOLEANARRAY;
            case DEV_SHORT, DEV_ENUM -> TangoType.DEVVAR_SHORTARRAY;
            case DEV_LONG -> TangoType.DEVVAR_LONGARRAY;
            case DEV_LONG64 -> TangoType.DEVVAR_LONG64ARRAY;
            case DEV_FLOAT -> TangoType.DEVVAR_FLOATARRAY;
            case DEV_DOUBLE -> TangoType.DEVVAR_DOUBLEARRAY;
            case DEV_UCHAR -> TangoType.DEVVAR_CHARARRAY;
            case DEV_USHORT -> TangoType.DEVVAR_USHORTARRAY;
            case DEV_ULONG -> TangoType.DEVVAR_ULONGARRAY;
            case DEV_ULONG64 -> TangoType.DEVVAR_ULONG64ARRAY;
            case DEV_STRING -> TangoType.DEVVAR_STRINGARRAY;
            default -> null;
        };
    }

    private static <T> ValueType<T> named(TangoType element, DataFormat format, Class<T> javaType) {
        ValueType<T> type = constant(element, format, javaType);
        BY_CLASS.put(javaType, type);
        return type;
    }

    private static <T> ValueType<T> constant(TangoType element, DataFormat format, Class<?> javaType) {
        ValueType<T> type = of(element, format, javaType);
        (format == DataFormat.SCALAR ? SCALARS : SPECTRA).put(element, type);
        return type;
    }

    private static <T> ValueType<T> of(TangoType element, DataFormat format, Class<?> javaType) {
        return new ValueType<>(element, format, javaType);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ValueType<?> that && element == that.element && format == that.format;
    }

    @Override
    public int hashCode() {
        return element.hashCode() * 31 + format.hashCode();
    }

    @Override
    public String toString() {
        return switch (format) {
            case SPECTRUM -> "spectrum of " + element.tangoName();
            case IMAGE -> "image of " + element.tangoName();
            case UNKNOWN -> "any type";
            default -> element.tangoName();
        };
    }
}
