package org.reactivetango.client.cli.value;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevVarDoubleStringArray;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.Printable;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;

/** Values as people read them, safe to show on a terminal. */
public final class ValueText {
    private final Shape shape;
    private final int most;

    /**
     * Shows values of one shape.
     *
     * @param most elements, or bytes, that are shown of a long one
     */
    public ValueText(Shape shape, int most) {
        this.shape = shape;
        this.most = most;
    }

    /** The value in one line. */
    public String line(Object value) {
        if (value instanceof String text) {
            return Printable.line(text);
        }
        if (value instanceof Image<?> image) {
            return size(image) + " " + elements(image.data(), 0, Array.getLength(image.data()));
        }
        if (value instanceof DevVarLongStringArray both) {
            return part(ValueType.LONGS).line(both.lvalue()) + " "
                    + part(ValueType.STRINGS).line(both.svalue());
        }
        if (value instanceof DevVarDoubleStringArray both) {
            return part(ValueType.DOUBLES).line(both.dvalue()) + " "
                    + part(ValueType.STRINGS).line(both.svalue());
        }
        return value.getClass().isArray() ? elements(value, 0, Array.getLength(value)) : element(value);
    }

    /** The value in as many lines as suit it: a text as it was broken, an image row by row, strings one by one. */
    public List<String> lines(Object value) {
        if (value instanceof String text) {
            List<String> lines = Printable.lines(text);
            return lines.isEmpty() ? List.of("") : lines;
        }
        if (value instanceof Image<?> image) {
            return rows(image);
        }
        if (value instanceof DevVarLongStringArray both) {
            return List.of(
                    "numbers " + part(ValueType.LONGS).line(both.lvalue()),
                    "strings " + part(ValueType.STRINGS).line(both.svalue()));
        }
        if (value instanceof DevVarDoubleStringArray both) {
            return List.of(
                    "numbers " + part(ValueType.DOUBLES).line(both.dvalue()),
                    "strings " + part(ValueType.STRINGS).line(both.svalue()));
        }
        return List.of(line(value));
    }

    private List<String> rows(Image<?> image) {
        List<String> rows = new ArrayList<>();
        rows.add(size(image));
        int shown = image.width() == 0 ? 0 : Math.min(image.height(), Math.max(1, most / image.width()));
        for (int y = 0; y < shown; y++) {
            rows.add(elements(image.data(), y * image.width(), image.width()));
        }
        if (shown < image.height() && image.width() > 0) {
            rows.add("... " + image.height() + " rows in all");
        }
        return rows;
    }

    private static String size(Image<?> image) {
        return image.width() + " x " + image.height();
    }

    private ValueText part(ValueType<?> type) {
        return new ValueText(new Shape(type, List.of()), most);
    }

    private String elements(Object array, int from, int count) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < count && i < most; i++) {
            Object element = Array.get(array, from + i);
            text.append(i == 0 ? "" : ", ")
                    .append(element instanceof String string ? Printable.quoted(string) : element(element));
        }
        return text.append(count > most ? ", ... " + count + " in all]" : "]").toString();
    }

    private String element(Object value) {
        if (value instanceof DevEncoded encoded) {
            return encoded(encoded);
        }
        if (value instanceof Byte octet) {
            return Integer.toString(octet & 0xff);
        }
        if (value instanceof Long bits && shape.element() == TangoType.DEV_ULONG64) {
            return Long.toUnsignedString(bits);
        }
        if (value instanceof Short number && shape.element() == TangoType.DEV_ENUM) {
            int label = number;
            return label >= 0 && label < shape.labels().size()
                    ? Printable.line(shape.labels().get(label))
                    : number.toString();
        }
        return Printable.line(value.toString());
    }

    /** As it would be written. */
    private String encoded(DevEncoded encoded) {
        byte[] data = encoded.data();
        String hex = HexFormat.of().formatHex(data, 0, Math.min(data.length, most));
        return Printable.line(encoded.format()) + " " + hex
                + (data.length > most ? "... " + data.length + " bytes in all" : "");
    }
}
