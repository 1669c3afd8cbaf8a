package org.reactivetango.client.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.cli.value.Shape;
import org.reactivetango.client.cli.value.ValueJson;
import org.reactivetango.client.cli.value.ValueText;
import org.reactivetango.core.error.TangoException;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.Printable;
import org.reactivetango.core.model.Reading;
import reactor.core.publisher.Mono;

/**
 * What was read from an attribute.
 *
 * @param device the device's name
 * @param attribute the attribute's name
 * @param unit in which the value is, empty if none is known
 * @param shape what its values look like
 * @param reading what was read
 * @param most elements that are shown of a long value
 */
record ReadingReport(String device, String attribute, String unit, Shape shape, Reading<Object> reading, int most)
        implements Report {

    /** Reads an attribute once. */
    static Mono<ReadingReport> of(DeviceProxy device, String attribute, int most) {
        return of(device, attribute, Column.of(device, attribute), most);
    }

    /** Reads an attribute of which {@code column} tells how to show it. */
    static Mono<ReadingReport> of(DeviceProxy device, String attribute, Mono<Column> column, int most) {
        return Mono.zip(
                device.attribute(attribute).read(),
                column,
                (reading, known) ->
                        new ReadingReport(device.name(), known.name, known.unit, known.shape, reading, most));
    }

    /** What an attribute's configuration has to do with showing its values. */
    record Column(String name, String unit, Shape shape) {
        private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

        /** Asked for once, or again while the device does not tell, which is no failure. */
        static Mono<Column> of(DeviceProxy device, String attribute) {
            return device.attributeConfig(attribute)
                    .map(Column::of)
                    .cache(known -> FOR_EVER, error -> Duration.ZERO, () -> Duration.ZERO)
                    .onErrorReturn(TangoException.class, new Column(attribute, "", Shape.UNKNOWN));
        }

        private static Column of(AttributeConfig config) {
            // JTango's servers say "No unit".
            String unit = config.unit().equals("No unit") || config.unit().equals(AttributeConfig.NOT_SPECIFIED)
                    ? ""
                    : config.unit();
            return new Column(config.name(), unit, Shape.ofAttribute(config));
        }
    }

    @Override
    public void tell(Output output) {
        if (output.json()) {
            output.document(this::fields);
            return;
        }
        output.line(Printable.line(attribute));
        if (reading.hasValue()) {
            block(output, "value", reading.value());
        }
        if (reading.hasSetValue()) {
            block(output, "set value", reading.setValue());
        }
        line(output, "quality", reading.quality().name());
        line(output, "time", output.time(reading.time()));
    }

    /** Whether another reading says the same, at whatever time. */
    boolean sameValue(ReadingReport other) {
        Reading<Object> that = other.reading;
        return reading.quality() == that.quality()
                && reading.hasValue() == that.hasValue()
                && (!reading.hasValue() || Objects.deepEquals(reading.value(), that.value()))
                && reading.hasSetValue() == that.hasSetValue()
                && (!reading.hasSetValue() || Objects.deepEquals(reading.setValue(), that.setValue()));
    }

    /** Value and unit in one line; empty if there is no value. */
    String brief() {
        return reading.hasValue() ? new ValueText(shape, most).line(reading.value()) + ofUnit() : "";
    }

    private String ofUnit() {
        return unit.isEmpty() ? "" : " " + Printable.line(unit);
    }

    private void block(Output output, String what, Object value) {
        List<String> lines = new ValueText(shape, most).lines(value);
        line(output, what, lines.get(0) + (lines.size() == 1 ? ofUnit() : ""));
        lines.stream().skip(1).forEach(next -> line(output, "", next));
    }

    private static void line(Output output, String what, String text) {
        output.line(String.format("  %-9s %s", what, text));
    }

    /** Its fields in a document. */
    void fields(JsonGenerator json) throws IOException {
        json.writeStringField("device", device);
        json.writeStringField("attribute", attribute);
        ownFields(json);
    }

    /** The same without the names. */
    void ownFields(JsonGenerator json) throws IOException {
        if (!shape.equals(Shape.UNKNOWN)) {
            json.writeStringField("type", shape.type().element().tangoName());
            json.writeStringField("format", shape.type().format().name());
        }
        if (reading.hasValue()) {
            new ValueJson(shape).field("value", reading.value(), json);
        } else {
            json.writeNullField("value");
        }
        if (reading.hasSetValue()) {
            new ValueJson(shape).field("set_value", reading.setValue(), json);
        }
        json.writeStringField("unit", unit);
        json.writeStringField("quality", reading.quality().name());
        json.writeStringField("time", reading.time().toString());
    }
}
