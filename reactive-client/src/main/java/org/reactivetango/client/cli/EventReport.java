package org.reactivetango.client.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivetango.client.cli.value.Shape;
import org.reactivetango.client.cli.value.ValueJson;
import org.reactivetango.client.cli.value.ValueText;
import org.reactivetango.client.event.Event;
import org.reactivetango.core.error.TangoException;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DeviceInterface;
import org.reactivetango.core.model.PipeBlob;
import org.reactivetango.core.model.Printable;
import org.reactivetango.core.model.Reading;

/**
 * One element of a stream of events.
 *
 * @param shown how its value is shown, if it has one
 */
record EventReport(Source source, Event<?> event, @Nullable Shown shown) implements Report {
    private static final int LONGEST_WORD = "DISCONNECTED".length();
    private static final String INITIAL = "initial";

    /**
     * What the events are of.
     *
     * @param device the device's name
     * @param object the attribute or pipe; null if the events are of the device
     * @param width of the longest name among those that are subscribed together
     */
    record Source(String device, @Nullable String object, EventType type, int width) {
        void fields(JsonGenerator json) throws IOException {
            json.writeStringField("device", device);
            if (object != null) {
                json.writeStringField(type == EventType.PIPE ? "pipe" : "attribute", object);
            }
        }

        private String column() {
            String name = Printable.line(object == null ? "" : object);
            return object == null ? "" : name + " ".repeat(Math.max(0, width - name.length())) + "  ";
        }

        @Override
        public String toString() {
            return Printable.line((object == null ? "" : object + " of ") + device);
        }
    }

    /**
     * A value, for people and for programs.
     *
     * @param word what stands in the column of qualities
     * @param text safe to show, in one line
     * @param fields in a document, beside those of the source
     */
    record Shown(Instant time, String word, String text, Json.Fields fields) {
        static Shown of(ReadingReport report) {
            Reading<Object> reading = report.reading();
            return new Shown(reading.time(), reading.quality().name(), report.brief(), report::ownFields);
        }

        static Shown ofNumber(Reading<Integer> reading) {
            return of(reading, reading.value().toString(), json -> json.writeNumberField("value", reading.value()));
        }

        static Shown ofConfig(Reading<AttributeConfig> reading) {
            AttributeConfig config = reading.value();
            return of(reading, Attributes.brief(config), json -> {
                json.writeFieldName("value");
                Json.object(json, fields -> Attributes.fields(config, fields));
            });
        }

        static Shown of(Reading<DeviceInterface> reading) {
            List<String> commands =
                    reading.value().commands().stream().map(CommandInfo::name).toList();
            List<String> attributes = reading.value().attributes().stream()
                    .map(AttributeConfig::name)
                    .toList();
            return of(
                    reading,
                    "commands " + String.join(" ", commands) + "; attributes " + String.join(" ", attributes),
                    json -> {
                        array("commands", commands, json);
                        array("attributes", attributes, json);
                    });
        }

        private static void array(String name, List<String> texts, JsonGenerator json) throws IOException {
            json.writeArrayFieldStart(name);
            for (String text : texts) {
                json.writeString(text);
            }
            json.writeEndArray();
        }

        static Shown ofPipe(Reading<PipeBlob> reading) {
            PipeBlob blob = reading.value();
            return of(reading, text(blob), json -> {
                json.writeStringField("blob", blob.name());
                json.writeFieldName("value");
                blob(blob, json);
            });
        }

        private static String text(PipeBlob blob) {
            ValueText values = new ValueText(Shape.UNKNOWN, 20);
            return blob.name()
                    + blob.elements().stream()
                            .map(each -> each.name() + "="
                                    + (each.value() instanceof PipeBlob inner
                                            ? text(inner)
                                            : values.line(each.value())))
                            .collect(Collectors.joining(", ", "{", "}"));
        }

        /** In order: names may be there twice, and an object would keep only one of them. */
        private static void blob(PipeBlob blob, JsonGenerator json) throws IOException {
            json.writeStartArray();
            for (PipeBlob.Element each : blob.elements()) {
                json.writeStartObject();
                json.writeStringField("name", each.name());
                if (each.value() instanceof PipeBlob inner) {
                    json.writeStringField("blob", inner.name());
                    json.writeFieldName("value");
                    blob(inner, json);
                } else {
                    new ValueJson(Shape.UNKNOWN).field("value", each.value(), json);
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }

        private static Shown of(Reading<?> reading, String text, Json.Fields fields) {
            return new Shown(reading.time(), reading.quality().name(), Printable.line(text), json -> {
                fields.write(json);
                json.writeStringField("time", reading.time().toString());
            });
        }
    }

    /** Whether it is a value or an error, and no word of the connection. */
    boolean isFromDevice() {
        return event instanceof Event.Value || event instanceof Event.Failed;
    }

    /** What the user's overflow leaves out is as wanted; what got lost on the way is not. */
    @Override
    public boolean good() {
        return event instanceof Event.Value || event instanceof Event.Connected;
    }

    @Override
    public void tell(Output output) {
        if (output.json()) {
            output.document(this::fields);
            return;
        }
        if (event.dropped() > 0) {
            line(output, output.now(), "DROPPED", false, plural(event.dropped()) + " left out");
        }
        String text = event.fold(
                value -> known().text(),
                failed -> failure(failed.cause()).brief(),
                gap -> gap.missed() == 0 ? "events lost, nobody knows how many" : plural(gap.missed()) + " lost",
                connected -> "",
                lost -> failure(lost.cause()).brief());
        Instant time = event instanceof Event.Value ? known().time() : output.now();
        line(output, time, word(), isInitial(), text);
    }

    private void line(Output output, Instant time, String word, boolean initial, String text) {
        String line = String.format(
                "%s  %s%-" + LONGEST_WORD + "s  %-" + INITIAL.length() + "s  %s",
                output.time(time),
                source.column(),
                word,
                initial ? INITIAL : "",
                Printable.line(text));
        output.line(line.stripTrailing());
    }

    private static String plural(long events) {
        return events + (events == 1 ? " event" : " events");
    }

    private String word() {
        return event.fold(
                value -> known().word(),
                failed -> "ERROR",
                gap -> "GAP",
                connected -> "CONNECTED",
                lost -> "DISCONNECTED");
    }

    private boolean isInitial() {
        return event.fold(
                value -> value.initial(), failed -> failed.initial(), gap -> false, connected -> false, lost -> false);
    }

    private Shown known() {
        return Objects.requireNonNull(shown);
    }

    private Failure failure(TangoException cause) {
        return new Failure("subscribe", source.device(), source.object(), cause);
    }

    private void fields(JsonGenerator json) throws IOException {
        if (event instanceof Event.Failed<?> failed) {
            failure(failed.cause()).fields(json);
        } else if (event instanceof Event.Disconnected<?> lost) {
            failure(lost.cause()).fields(json);
        } else {
            source.fields(json);
        }
        if (event instanceof Event.Value) {
            known().fields().write(json);
        }
        json.writeStringField("event_type", source.type().tangoName());
        json.writeStringField(
                "event", event.fold(v -> "value", f -> "error", g -> "gap", c -> "connected", d -> "disconnected"));
        if (isFromDevice()) {
            json.writeBooleanField(INITIAL, isInitial());
            json.writeNumberField("dropped", event.dropped());
        }
        if (event instanceof Event.Gap<?> gap) {
            if (gap.missed() == 0) {
                json.writeNullField("missed");
            } else {
                json.writeNumberField("missed", gap.missed());
            }
        }
    }
}
