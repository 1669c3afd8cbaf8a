package org.reactivetango.client.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.TangoType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Command(name = "attributes", description = "Lists the attributes of a device and how they are configured.")
final class Attributes extends DeviceTask {
    @Parameters(paramLabel = "<device>[/<attribute>]", description = "The name of the device, or of one attribute.")
    private String device = "";

    Attributes(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Target target() {
        return Target.attribute(device, List.of());
    }

    @Override
    Flux<Report> reports(DeviceProxy proxy) {
        List<String> one = target().rest();
        Mono<List<AttributeConfig>> configs = one.isEmpty()
                ? proxy.attributes()
                : proxy.attributeConfig(one.get(0)).map(List::of);
        String subject = one.isEmpty() ? null : one.get(0);
        return reported(proxy, subject, configs.map(list -> new Listed(proxy.name(), list)))
                .flux();
    }

    private record Listed(String device, List<AttributeConfig> configs) implements Report {
        @Override
        public void tell(Output output) {
            if (output.json()) {
                output.document(json -> {
                    json.writeStringField("device", device);
                    json.writeArrayFieldStart("attributes");
                    for (AttributeConfig config : configs) {
                        Json.object(json, fields -> Attributes.fields(config, fields));
                    }
                    json.writeEndArray();
                });
                return;
            }
            Table table = new Table("NAME", "TYPE", "FORMAT", "WRITABLE", "UNIT", "LIMITS", "DESCRIPTION");
            for (AttributeConfig config : configs) {
                table.row(
                        config.name(),
                        config.type().tangoName(),
                        format(config),
                        config.writeType().name().toLowerCase(Locale.ROOT),
                        known(config.unit()),
                        limits(config),
                        known(config.description()));
            }
            output.lines(table.lines());
        }

        private static String format(AttributeConfig config) {
            String format = config.format().name().toLowerCase(Locale.ROOT);
            return switch (config.format()) {
                case SPECTRUM -> format + " " + config.maxX();
                case IMAGE -> format + " " + config.maxX() + "x" + config.maxY();
                default -> format;
            };
        }

        private static String limits(AttributeConfig config) {
            List<String> limits = new ArrayList<>();
            AttributeConfig.Alarms alarms = config.alarms();
            range("", config.minValue(), config.maxValue(), limits);
            range("warning outside ", alarms.minWarning(), alarms.maxWarning(), limits);
            range("alarm outside ", alarms.minAlarm(), alarms.maxAlarm(), limits);
            if (config.type() == TangoType.DEV_ENUM) {
                limits.add(String.join("|", config.enumLabels()));
            }
            return String.join(", ", limits);
        }

        private static void range(String what, String min, String max, List<String> limits) {
            if (!known(min).isEmpty() || !known(max).isEmpty()) {
                limits.add(what + known(min) + ".." + known(max));
            }
        }

        /** Blank where the device has only Tango's words for nothing. */
        private static String known(String text) {
            return switch (text) {
                case AttributeConfig.NOT_SPECIFIED,
                        "No description",
                        "No unit",
                        "No standard unit",
                        "No display unit" -> "";
                default -> text;
            };
        }
    }

    /** What clients may want to know of one, in one line. */
    static String brief(AttributeConfig config) {
        List<String> parts = new ArrayList<>();
        parts.add(config.type().tangoName() + " " + Listed.format(config));
        parts.add(config.writeType().name().toLowerCase(Locale.ROOT));
        parts.add("label " + config.label());
        parts.add("unit " + Listed.known(config.unit()));
        parts.add(Listed.limits(config));
        return parts.stream()
                .filter(part -> !part.isBlank() && !part.equals("unit "))
                .collect(Collectors.joining(", "));
    }

    /** The fields of a document. */
    static void fields(AttributeConfig config, JsonGenerator json) throws IOException {
        json.writeStringField("name", config.name());
        json.writeStringField("type", config.type().tangoName());
        json.writeStringField("format", config.format().name());
        json.writeStringField("writable", config.writeType().name());
        if (config.format() != DataFormat.SCALAR) {
            json.writeNumberField("max_x", config.maxX());
        }
        if (config.format() == DataFormat.IMAGE) {
            json.writeNumberField("max_y", config.maxY());
        }
        json.writeStringField("level", config.level().name());
        json.writeStringField("label", config.label());
        json.writeStringField("description", config.description());
        json.writeStringField("unit", config.unit());
        json.writeStringField("standard_unit", config.standardUnit());
        json.writeStringField("display_unit", config.displayUnit());
        json.writeStringField("display_format", config.displayFormat());
        json.writeStringField("min_value", config.minValue());
        json.writeStringField("max_value", config.maxValue());
        json.writeStringField("writable_attribute", config.writableAttributeName());
        json.writeBooleanField("memorized", config.memorized());
        if (config.type() == TangoType.DEV_ENUM) {
            json.writeArrayFieldStart("labels");
            for (String label : config.enumLabels()) {
                json.writeString(label);
            }
            json.writeEndArray();
        }
        AttributeConfig.Alarms alarms = config.alarms();
        json.writeObjectFieldStart("alarms");
        json.writeStringField("min_alarm", alarms.minAlarm());
        json.writeStringField("max_alarm", alarms.maxAlarm());
        json.writeStringField("min_warning", alarms.minWarning());
        json.writeStringField("max_warning", alarms.maxWarning());
        json.writeStringField("delta_t", alarms.deltaT());
        json.writeStringField("delta_val", alarms.deltaVal());
        json.writeEndObject();
        AttributeConfig.Events events = config.events();
        json.writeObjectFieldStart("events");
        json.writeStringField("rel_change", events.relChange());
        json.writeStringField("abs_change", events.absChange());
        json.writeStringField("period", events.period());
        json.writeStringField("archive_rel_change", events.archiveRelChange());
        json.writeStringField("archive_abs_change", events.archiveAbsChange());
        json.writeStringField("archive_period", events.archivePeriod());
        json.writeEndObject();
    }
}
