package org.reactivetango.testkit.peers;

import java.lang.reflect.Array;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.ValueType;

/**
 * What the servers of the test kit push when they are told to: {@code pushed_values} in {@code pytango_server.py}. Each
 * number stands for one value of every attribute.
 */
public final class PushedValues {
    /** The attributes of a type, in the order in which they are pushed. */
    public static final Map<String, ValueType<?>> ATTRIBUTES = attributes();

    /** The reason of the errors that are pushed after all values. */
    public static final String FAILED = "Peer_Pushed";

    /** The quality of what is pushed with one goes round. */
    public static final List<Quality> QUALITIES =
            List.of(Quality.VALID, Quality.ALARM, Quality.CHANGING, Quality.WARNING);

    /** The time of the first of what is pushed with one; each comes a second later. */
    public static final double TIME = 1_000_000_000.25;

    private PushedValues() {}

    private static Map<String, ValueType<?>> attributes() {
        Map<String, ValueType<?>> all = new LinkedHashMap<>();
        add(all, "boolean", ValueType.BOOLEAN, ValueType.BOOLEANS);
        add(all, "uchar", ValueType.UCHAR, ValueType.UCHARS);
        add(all, "short", ValueType.SHORT, ValueType.SHORTS);
        add(all, "ushort", ValueType.USHORT, ValueType.USHORTS);
        add(all, "long", ValueType.LONG, ValueType.LONGS);
        add(all, "ulong", ValueType.ULONG, ValueType.ULONGS);
        add(all, "long64", ValueType.LONG64, ValueType.LONG64S);
        add(all, "ulong64", ValueType.ULONG64, ValueType.ULONG64S);
        add(all, "float", ValueType.FLOAT, ValueType.FLOATS);
        add(all, "double", ValueType.DOUBLE, ValueType.DOUBLES);
        add(all, "string", ValueType.STRING, ValueType.STRINGS);
        add(all, "state", ValueType.STATE, ValueType.STATES);
        all.put("enum_scalar", ValueType.ENUM);
        all.put("encoded_scalar", ValueType.ENCODED);
        return Collections.unmodifiableMap(all);
    }

    private static void add(Map<String, ValueType<?>> all, String name, ValueType<?> scalar, ValueType<?> array) {
        all.put(name + "_scalar", scalar);
        all.put(name + "_spectrum", array);
        all.put(name + "_image", ValueType.imageOf(array));
    }

    /** The value of an attribute that is pushed with that number. */
    public static Object value(String attribute, int i) {
        String type = attribute.substring(0, attribute.lastIndexOf('_'));
        Class<?> javaType = ATTRIBUTES.get(attribute).javaType();
        if (attribute.endsWith("_spectrum")) {
            return array(javaType, i % 4 + 1, k -> next(type, i + k));
        }
        if (attribute.endsWith("_image")) {
            Class<?> row = ATTRIBUTES.get(type + "_spectrum").javaType();
            return new Image<>(array(row, 6, k -> next(type, i + k)), 3, 2);
        }
        return next(type, i);
    }

    private static Object array(Class<?> type, int length, IntFunction<Object> element) {
        Object array = Array.newInstance(type.getComponentType(), length);
        for (int k = 0; k < length; k++) {
            Array.set(array, k, element.apply(k));
        }
        return array;
    }

    private static Object next(String type, int i) {
        return switch (type) {
            case "boolean" -> i % 2 == 0;
            case "uchar" -> (byte) (200 + i);
            case "short" -> (short) (-2 - i);
            case "ushort" -> 65535 - i;
            case "long" -> -3 - i;
            case "ulong" -> 4294967295L - i;
            case "long64" -> -4L - i;
            case "ulong64" -> -1L - i;
            case "float" -> 1.5f + i;
            case "double" -> 2.25 + i;
            case "string" -> "caf\u00e9" + i;
            case "state" -> DevState.values()[i % 14];
            case "enum" -> (short) (i % 3);
            case "encoded" -> new DevEncoded("raw" + i, new byte[] {(byte) i, 0, -1});
            default -> throw new IllegalArgumentException(type);
        };
    }

    /** A value as text, with its shape where it is an image. */
    public static String text(Object value) {
        if (value instanceof Image<?> image) {
            return image.width() + "x" + image.height() + " " + text(image.data());
        }
        return PeerData.of(ValueType.ofValue(value).element(), value).values().stream()
                .collect(Collectors.joining(","));
    }

    /** A reading as text: its value, its quality and the second it is from. */
    public static String text(Reading<?> reading) {
        String value = reading.hasValue() ? text(reading.value()) : "nothing";
        return value + " " + reading.quality() + " at " + (reading.epochSecond() + reading.nano() / 1e9);
    }
}
