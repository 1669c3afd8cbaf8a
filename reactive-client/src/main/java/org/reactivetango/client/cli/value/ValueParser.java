package org.reactivetango.client.cli.value;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevVarDoubleStringArray;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.Printable;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;

/**
 * Values from the words of a command line.
 *
 * <ul>
 *   <li>A scalar is one word.
 *   <li>A spectrum is one word for each element; elements that are not strings may also be separated by commas.
 *   <li>An image is the same, with {@code ;} between rows: {@code 1,2,3;4,5,6}. Of strings the {@code ;} is a word of its
 *       own. Or it has no {@code ;} and a width is given.
 *   <li>A DevEncoded is two words: its format, and its bytes in hexadecimal or {@code @} and the name of a file.
 *   <li>Numbers and strings together have {@code --} between them.
 * </ul>
 */
public final class ValueParser {
    private static final String ROW_END = ";";

    private final String what;
    private final Shape shape;

    private ValueParser(String what, Shape shape) {
        this.what = what;
        this.shape = shape;
    }

    /**
     * The value of an attribute.
     *
     * @throws NotUnderstood if the words are no value of its type
     */
    public static TypedValue<?> ofAttribute(AttributeConfig config, Words words) {
        Shape shape = Shape.ofAttribute(config);
        return new ValueParser("attribute " + Printable.line(config.name()), shape).parse(words);
    }

    /**
     * The argument of a command, none for one that takes none.
     *
     * @throws NotUnderstood if the words are no value of its type
     */
    public static Optional<TypedValue<?>> ofArgument(CommandInfo command, Words words) {
        String what = "command " + Printable.line(command.name());
        if (command.inType() == TangoType.DEV_VOID) {
            if (!words.all().isEmpty()) {
                throw new NotUnderstood(
                        what + " takes no argument, but " + count(words.all().size(), "word") + " follow"
                                + (words.all().size() == 1 ? "s" : ""));
            }
            return Optional.empty();
        }
        return Optional.of(new ValueParser(what, Shape.ofCommand(command.inType())).parse(words));
    }

    private TypedValue<?> parse(Words words) {
        if (shape.type().equals(ValueType.ANY)) {
            throw new NotUnderstood(what + " is of a type that cannot be given on a command line");
        }
        return TypedValue.of(shape.type(), value(words));
    }

    private Object value(Words words) {
        return switch (shape.element()) {
            case DEVVAR_LONGSTRINGARRAY ->
                new DevVarLongStringArray((int[]) part(ValueType.LONGS, words.before(), words), (String[])
                        part(ValueType.STRINGS, words.behind(), words));
            case DEVVAR_DOUBLESTRINGARRAY ->
                new DevVarDoubleStringArray((double[]) part(ValueType.DOUBLES, words.before(), words), (String[])
                        part(ValueType.STRINGS, words.behind(), words));
            default ->
                switch (shape.type().format()) {
                    case SPECTRUM -> spectrum(words);
                    case IMAGE -> image(words);
                    default -> scalar(words);
                };
        };
    }

    private Object part(ValueType<?> type, Words part, Words whole) {
        if (whole.all().isEmpty() && whole.separator() < 0 && !whole.empty()) {
            throw new NotUnderstood(
                    what + " takes " + shape.type() + ": numbers, then --, then strings, for example 1 2 3 -- a b c");
        }
        ValueParser parser = new ValueParser(what, new Shape(type, List.of()));
        return parser.array(parser.elements(part.all()));
    }

    private Object scalar(Words words) {
        if (shape.element() == TangoType.DEV_ENCODED) {
            return encoded(words.all());
        }
        if (words.all().size() != 1 || words.empty()) {
            boolean string = shape.element() == TangoType.DEV_STRING;
            throw new NotUnderstood(what + " takes one " + shape.type() + ", not "
                    + count(words.all().size(), "word")
                    + (string && words.all().size() > 1 ? "; put quotes around a string with spaces" : ""));
        }
        return new ElementParser(shape).parse(words.all().get(0));
    }

    private Object spectrum(Words words) {
        refuseWidth(words);
        return array(elements(some(words)));
    }

    private Object image(Words words) {
        List<List<String>> rows = new ArrayList<>();
        if (!words.empty()) {
            rows.addAll(rows(some(words)));
        }
        List<String> flat = rows.stream().flatMap(List::stream).toList();
        if (words.width() > 0) {
            if (rows.size() > 1) {
                throw new NotUnderstood("give " + what + " either ; between rows or a width, not both");
            }
            if (flat.size() % words.width() != 0) {
                throw new NotUnderstood(count(flat.size(), "element") + " do not make whole rows of " + words.width());
            }
            return new Image<>(array(flat), words.width(), flat.size() / words.width());
        }
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i).size() != rows.get(0).size()) {
                throw new NotUnderstood("the rows of an image are of one length, but row 1 has "
                        + count(rows.get(0).size(), "element") + " and row " + (i + 1) + " has "
                        + rows.get(i).size());
            }
        }
        return new Image<>(array(flat), rows.isEmpty() ? 0 : rows.get(0).size(), rows.size());
    }

    private List<List<String>> rows(List<String> words) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        for (String word : words) {
            String[] parts = isString()
                    ? (word.equals(ROW_END) ? new String[] {"", ""} : new String[] {word})
                    : word.split(ROW_END, -1);
            for (int i = 0; i < parts.length; i++) {
                if (i > 0) {
                    rows.add(row);
                    row = new ArrayList<>();
                }
                if (parts.length == 1 || !parts[i].isEmpty()) {
                    row.addAll(elements(List.of(parts[i])));
                }
            }
        }
        rows.add(row);
        return rows;
    }

    /** The words, if there are any or none are meant. */
    private List<String> some(Words words) {
        if (words.all().isEmpty() != words.empty()) {
            throw new NotUnderstood(
                    words.empty()
                            ? what + " cannot be empty and have elements"
                            : what + " takes " + shape.type() + "; say --empty for one without elements");
        }
        return words.all();
    }

    private void refuseWidth(Words words) {
        if (words.width() > 0) {
            throw new NotUnderstood(what + " takes " + shape.type() + ", and only images have a width");
        }
    }

    /** Elements may be separated by commas, unless they are strings. */
    private List<String> elements(List<String> words) {
        return isString()
                ? words
                : words.stream()
                        .flatMap(word -> Arrays.stream(word.split(",", -1)))
                        .map(String::strip)
                        .toList();
    }

    private boolean isString() {
        return shape.element() == TangoType.DEV_STRING;
    }

    private Object array(List<String> texts) {
        Class<?> arrayType =
                ValueType.ofAttribute(shape.element(), DataFormat.SPECTRUM).javaType();
        Object array = Array.newInstance(arrayType.getComponentType(), texts.size());
        ElementParser parser = new ElementParser(shape);
        for (int i = 0; i < texts.size(); i++) {
            Array.set(array, i, element(parser, texts.get(i), i));
        }
        return array;
    }

    private static Object element(ElementParser parser, String text, int index) {
        try {
            return parser.parse(text);
        } catch (NotUnderstood why) {
            throw new NotUnderstood("element " + (index + 1) + ": " + why.getMessage());
        }
    }

    private DevEncoded encoded(List<String> words) {
        if (words.size() != 2) {
            throw new NotUnderstood(what + " takes a DevEncoded: its format and its bytes, in hexadecimal or as @file,"
                    + " for example RAW 00ff10 or JPEG @picture.jpg");
        }
        String format = ElementParser.latin1(words.get(0));
        String bytes = words.get(1);
        return new DevEncoded(format, bytes.startsWith("@") ? file(bytes.substring(1)) : hex(bytes));
    }

    private static byte[] hex(String text) {
        String digits = text.startsWith("0x") ? text.substring(2) : text;
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException noHex) {
            throw new NotUnderstood(Printable.quoted(text)
                    + " are no bytes: expected two hexadecimal digits for each, for example 00ff10, or @file");
        }
    }

    private static byte[] file(String name) {
        try {
            return Files.readAllBytes(Path.of(name));
        } catch (IOException | InvalidPathException unreadable) {
            throw new NotUnderstood(
                    "file " + Printable.quoted(name) + " cannot be read: " + Printable.line(unreadable.toString()));
        }
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }
}
