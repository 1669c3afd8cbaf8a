package org.reactivetango.testkit.peers;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DevVarDoubleStringArray;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.core.model.TangoType;

/**
 * A value on its way to or from a peer, as text, so that it can be compared whatever its type: numbers as Java writes
 * them (unsigned ones without a sign), {@code true}, the name of a state, the number of an enum's label; DevEncoded is
 * its format and its octets in hex.
 *
 * @param type its type, of an attribute's element or of a command's argument
 * @param values the elements
 * @param strings the strings of the two types that have both numbers and strings
 */
public record PeerData(TangoType type, List<String> values, List<String> strings) {
    /** No value. */
    public static final PeerData VOID = new PeerData(TangoType.DEV_VOID, List.of(), List.of());

    public PeerData {
        values = List.copyOf(values);
        strings = List.copyOf(strings);
    }

    /**
     * A value from Java: a scalar, elements, an array of them, or one of the model's types. A negative number of an
     * unsigned type stands for its bits.
     */
    public static PeerData of(TangoType type, Object... values) {
        List<String> texts = new ArrayList<>();
        List<String> strings = new ArrayList<>();
        addAll(type, values, texts, strings);
        return new PeerData(type, texts, strings);
    }

    private static void addAll(TangoType type, Object value, List<String> texts, List<String> strings) {
        if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                addAll(type, Array.get(value, i), texts, strings);
            }
        } else if (value instanceof DevVarLongStringArray both) {
            addAll(type, both.lvalue(), texts, strings);
            strings.addAll(List.of(both.svalue()));
        } else if (value instanceof DevVarDoubleStringArray both) {
            addAll(type, both.dvalue(), texts, strings);
            strings.addAll(List.of(both.svalue()));
        } else if (value instanceof DevEncoded encoded) {
            texts.add(encoded.format());
            texts.add(HexFormat.of().formatHex(encoded.data()));
        } else {
            texts.add(text(type, value));
        }
    }

    private static String text(TangoType type, Object value) {
        if (value instanceof DevState state) {
            return state.name();
        }
        return value instanceof Number number ? text(type, number) : value.toString();
    }

    private static String text(TangoType type, Number number) {
        long bits = number.longValue();
        return switch (type) {
            case DEV_FLOAT, DEVVAR_FLOATARRAY -> Float.toString(number.floatValue());
            case DEV_DOUBLE, DEVVAR_DOUBLEARRAY, DEVVAR_DOUBLESTRINGARRAY -> Double.toString(number.doubleValue());
            case DEV_UCHAR, DEVVAR_CHARARRAY -> Long.toString(bits & 0xFF);
            case DEV_USHORT, DEVVAR_USHORTARRAY -> Long.toString(bits & 0xFFFF);
            case DEV_ULONG, DEVVAR_ULONGARRAY -> Long.toString(bits & 0xFFFF_FFFFL);
            case DEV_ULONG64, DEVVAR_ULONG64ARRAY -> Long.toUnsignedString(bits);
            default -> Long.toString(bits);
        };
    }

    /** As a peer wrote it: only its floating-point numbers look different from ours. */
    static PeerData received(TangoType type, List<String> values, List<String> strings) {
        return new PeerData(type, received(type, values), strings);
    }

    static List<String> received(TangoType type, List<String> values) {
        return switch (type) {
            case DEV_FLOAT, DEVVAR_FLOATARRAY, DEV_DOUBLE, DEVVAR_DOUBLEARRAY, DEVVAR_DOUBLESTRINGARRAY ->
                values.stream().map(value -> text(type, Double.valueOf(value))).toList();
            default -> values;
        };
    }

    /** What the requests of the line protocol contain: type, number of values, values, strings. */
    List<String> fields() {
        List<String> fields = new ArrayList<>();
        fields.add(Integer.toString(type.code()));
        fields.add(Integer.toString(values.size()));
        fields.addAll(values);
        fields.addAll(strings);
        return fields;
    }
}
