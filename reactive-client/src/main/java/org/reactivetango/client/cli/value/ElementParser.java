package org.reactivetango.client.cli.value;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.Printable;
import org.reactivetango.core.model.TangoType;

/** One element of a value, from text. Nothing is rounded or cut off to make it fit. */
final class ElementParser {
    private static final Pattern INTEGER = Pattern.compile("([+-]?)(0[xX][0-9a-fA-F]+|[0-9]+)");
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern NOT_FINITE = Pattern.compile("([+-]?)(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);

    private final TangoType type;
    private final List<String> labels;

    ElementParser(Shape shape) {
        this.type = shape.element();
        this.labels = shape.labels();
    }

    /** The element, boxed. */
    Object parse(String text) {
        return switch (type) {
            case DEV_BOOLEAN -> bool(text);
            case DEV_SHORT -> integer(text, Short.MIN_VALUE, Short.MAX_VALUE).shortValue();
            case DEV_LONG -> integer(text, Integer.MIN_VALUE, Integer.MAX_VALUE).intValue();
            case DEV_LONG64 -> integer(text, Long.MIN_VALUE, Long.MAX_VALUE).longValue();
            case DEV_UCHAR -> integer(text, 0, 0xff).byteValue();
            case DEV_USHORT -> integer(text, 0, 0xffff).intValue();
            case DEV_ULONG -> integer(text, 0, 0xffff_ffffL).longValue();
            case DEV_ULONG64 ->
                integer(text, BigInteger.ZERO, BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE))
                        .longValue();
            case DEV_FLOAT -> (float) number(text, Float.parseFloat(finite(text)));
            case DEV_DOUBLE -> number(text, Double.parseDouble(finite(text)));
            case DEV_STRING -> latin1(text);
            case DEV_STATE -> state(text);
            case DEV_ENUM -> label(text);
            default -> throw new NotUnderstood(type.tangoName() + " cannot be given on a command line");
        };
    }

    private boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw expected(text, "true, false, 1 or 0");
        };
    }

    private BigInteger integer(String text, long min, long max) {
        return integer(text, BigInteger.valueOf(min), BigInteger.valueOf(max));
    }

    private BigInteger integer(String text, BigInteger min, BigInteger max) {
        var form = INTEGER.matcher(text);
        if (!form.matches()) {
            throw expected(text, "an integer from " + min + " to " + max + ", decimal or with 0x");
        }
        String digits = form.group(2);
        boolean hex = digits.length() > 1 && (digits.charAt(1) | 0x20) == 'x';
        BigInteger magnitude = hex ? new BigInteger(digits.substring(2), 16) : new BigInteger(digits);
        BigInteger value = form.group(1).equals("-") ? magnitude.negate() : magnitude;
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw expected(text, "an integer from " + min + " to " + max);
        }
        return value;
    }

    /** The text as Java's parsers take it, which take more than we do. */
    private String finite(String text) {
        var notFinite = NOT_FINITE.matcher(text);
        if (notFinite.matches()) {
            return notFinite.group(2).equalsIgnoreCase("nan") ? "NaN" : notFinite.group(1) + "Infinity";
        }
        if (!NUMBER.matcher(text).matches()) {
            throw expected(text, "a number such as 1.5, -2e-3, NaN or -Infinity");
        }
        return text;
    }

    private double number(String text, double value) {
        if (Double.isInfinite(value) && !NOT_FINITE.matcher(text).matches()) {
            throw expected(
                    text, "a number up to " + (type == TangoType.DEV_FLOAT ? Float.MAX_VALUE : Double.MAX_VALUE));
        }
        return value;
    }

    static String latin1(String text) {
        int[] foreign =
                text.codePoints().filter(c -> c > 0xff || c == 0).distinct().toArray();
        if (foreign.length > 0) {
            throw new NotUnderstood(Printable.quoted(text) + " cannot be sent because of "
                    + Printable.quoted(new String(foreign, 0, 1)) + ": Tango's strings are "
                    + StandardCharsets.ISO_8859_1);
        }
        return text;
    }

    private DevState state(String text) {
        try {
            return DevState.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw expected(text, "one of " + Arrays.toString(DevState.values()));
        }
    }

    private short label(String text) {
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i).equals(text)) {
                return (short) i;
            }
        }
        List<Integer> alike = IntStream.range(0, labels.size())
                .filter(i -> labels.get(i).equalsIgnoreCase(text))
                .boxed()
                .toList();
        if (alike.size() == 1) {
            return alike.get(0).shortValue();
        }
        if (!INTEGER.matcher(text).matches()) {
            throw expected(text, labelsOrNumber());
        }
        int most = labels.isEmpty() ? Short.MAX_VALUE : labels.size() - 1;
        short number = integer(text, 0, Short.MAX_VALUE).shortValue();
        if (number > most) {
            throw expected(text, labelsOrNumber());
        }
        return number;
    }

    private String labelsOrNumber() {
        if (labels.isEmpty()) {
            return "the number of a label (the device gives no labels)";
        }
        return "a label or its number: "
                + IntStream.range(0, labels.size())
                        .mapToObj(i -> i + " " + Printable.quoted(labels.get(i)))
                        .collect(Collectors.joining(", "));
    }

    private NotUnderstood expected(String text, String what) {
        return new NotUnderstood(Printable.quoted(text) + " is no " + type.tangoName() + ": expected " + what);
    }
}
