package org.reactivetango.client.cli.value;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigInteger;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DevVarDoubleStringArray;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.TangoType;

/**
 * Values as JSON: numbers as numbers, but {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}, for which JSON has
 * no number, as strings; an image as an array of rows; a DevEncoded as an object with its bytes in base 64; a state by
 * its name; an enum as its number, with its label in a field beside it.
 */
public final class ValueJson {
    private final Shape shape;
    private final boolean labels;

    /** Writes values of one shape. */
    public ValueJson(Shape shape) {
        this(shape, false);
    }

    private ValueJson(Shape shape, boolean labels) {
        this.shape = shape;
        this.labels = labels;
    }

    /** Writes the field {@code name} and, of an enum with labels, {@code name_label}. */
    public void field(String name, Object value, JsonGenerator json) throws IOException {
        json.writeFieldName(name);
        write(value, json);
        if (shape.element() == TangoType.DEV_ENUM && !shape.labels().isEmpty()) {
            json.writeFieldName(name + "_label");
            new ValueJson(shape, true).write(value, json);
        }
    }

    private void write(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Image<?> image) {
            json.writeStartArray();
            for (int y = 0; y < image.height(); y++) {
                array(image.data(), y * image.width(), image.width(), json);
            }
            json.writeEndArray();
        } else if (value instanceof DevVarLongStringArray both) {
            numbersAndStrings("lvalue", both.lvalue(), both.svalue(), json);
        } else if (value instanceof DevVarDoubleStringArray both) {
            numbersAndStrings("dvalue", both.dvalue(), both.svalue(), json);
        } else if (value.getClass().isArray()) {
            array(value, 0, Array.getLength(value), json);
        } else {
            element(value, json);
        }
    }

    private void numbersAndStrings(String name, Object numbers, String[] strings, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeFieldName(name);
        array(numbers, 0, Array.getLength(numbers), json);
        json.writeFieldName("svalue");
        array(strings, 0, strings.length, json);
        json.writeEndObject();
    }

    private void array(Object array, int from, int count, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (int i = from; i < from + count; i++) {
            element(Array.get(array, i), json);
        }
        json.writeEndArray();
    }

    private void element(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Byte octet) {
            json.writeNumber(octet & 0xff);
        } else if (value instanceof Short number) {
            shortOrLabel(number, json);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            if (shape.element() == TangoType.DEV_ULONG64 && number < 0) {
                json.writeNumber(new BigInteger(Long.toUnsignedString(number)));
            } else {
                json.writeNumber(number);
            }
        } else if (value instanceof Float number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof DevState state) {
            json.writeString(state.name());
        } else if (value instanceof DevEncoded encoded) {
            json.writeStartObject();
            json.writeStringField("format", encoded.format());
            json.writeBinaryField("data", encoded.data());
            json.writeEndObject();
        } else {
            json.writeString(value.toString());
        }
    }

    private void shortOrLabel(short number, JsonGenerator json) throws IOException {
        if (!labels) {
            json.writeNumber(number);
        } else if (number >= 0 && number < shape.labels().size()) {
            json.writeString(shape.labels().get(number));
        } else {
            json.writeNull();
        }
    }
}
