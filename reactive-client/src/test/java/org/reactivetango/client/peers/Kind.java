package org.reactivetango.client.peers;

import java.lang.reflect.Array;
import java.util.List;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.ValueType;

/**
 * A type of attributes and what they can hold.
 *
 * @param name what the names of its attributes begin with
 * @param scalar the type of one value
 * @param array the type of a spectrum
 * @param values ordinary ones and both ends
 */
record Kind<T, A>(String name, ValueType<T> scalar, ValueType<A> array, List<T> values) {
    /** Those that every Tango server has, and the order in which ours list them. */
    static final List<Kind<?, ?>> ALL = List.of(
            new Kind<>("boolean", ValueType.BOOLEAN, ValueType.BOOLEANS, List.of(true, false)),
            new Kind<>("uchar", ValueType.UCHAR, ValueType.UCHARS, List.of((byte) 1, (byte) 0, (byte) 128, (byte) 255)),
            new Kind<>(
                    "short", ValueType.SHORT, ValueType.SHORTS, List.of((short) 258, Short.MIN_VALUE, Short.MAX_VALUE)),
            new Kind<>("ushort", ValueType.USHORT, ValueType.USHORTS, List.of(258, 0, 32768, 65535)),
            new Kind<>("long", ValueType.LONG, ValueType.LONGS, List.of(65538, Integer.MIN_VALUE, Integer.MAX_VALUE)),
            new Kind<>("ulong", ValueType.ULONG, ValueType.ULONGS, List.of(65538L, 0L, 1L << 31, 0xffffffffL)),
            new Kind<>(
                    "long64", ValueType.LONG64, ValueType.LONG64S, List.of(1L << 40, Long.MIN_VALUE, Long.MAX_VALUE)),
            new Kind<>("ulong64", ValueType.ULONG64, ValueType.ULONG64S, List.of(1L << 40, 0L, Long.MIN_VALUE, -1L)),
            new Kind<>(
                    "float",
                    ValueType.FLOAT,
                    ValueType.FLOATS,
                    List.of(0.1f, -0.0f, Float.MIN_VALUE, -Float.MAX_VALUE, Float.MAX_VALUE)),
            new Kind<>(
                    "double",
                    ValueType.DOUBLE,
                    ValueType.DOUBLES,
                    List.of(0.1, -0.0, Double.MIN_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE)),
            new Kind<>(
                    "string",
                    ValueType.STRING,
                    ValueType.STRINGS,
                    List.of("a b", "", "tab\tnew\nline \\ \"'", "x".repeat(20_000))),
            new Kind<>("state", ValueType.STATE, ValueType.STATES, List.of(DevState.values())));

    String scalarName() {
        return name + "_scalar";
    }

    String spectrumName() {
        return name + "_spectrum";
    }

    String imageName() {
        return name + "_image";
    }

    /** The type of an image. */
    ValueType<Image<A>> image() {
        return ValueType.imageOf(array);
    }

    /** So many of the values, from the first again where they do not suffice. */
    A spectrum(int length) {
        Object elements = Array.newInstance(array.javaType().getComponentType(), length);
        for (int i = 0; i < length; i++) {
            Array.set(elements, i, values.get(i % values.size()));
        }
        return array.cast(elements);
    }

    /** An image of the values. */
    Image<A> image(int width, int height) {
        return new Image<>(spectrum(width * height), width, height);
    }

    @Override
    public String toString() {
        return name;
    }
}
