package org.reactivetango.client.cli;

import java.util.ArrayList;
import java.util.List;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.cli.value.Shape;
import org.reactivetango.client.cli.value.TypedValue;
import org.reactivetango.client.cli.value.ValueJson;
import org.reactivetango.client.cli.value.ValueParser;
import org.reactivetango.client.cli.value.ValueText;
import org.reactivetango.client.cli.value.Words;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Command(
        name = "write",
        description = "Writes an attribute. The value is understood as the attribute's type asks for.",
        footer = {
            "",
            "  write <device> double_scalar -1.5            one word for a scalar",
            "  write <device> long_spectrum 1 2 3           one word for each element, or 1,2,3",
            "  write <device> ushort_image '1,2,3;4,5,6'    ; between rows, or --width 3",
            "  write <device> string_image a b ';' c d      strings: the ; is a word",
            "  write <device> enum_scalar OPEN              a label or its number",
            "  write <device> camera JPEG @picture.jpg      DevEncoded: format and bytes, or 00ff10",
            "  write <device> string_scalar -- --json       behind -- everything is a value"
        })
final class Write extends DeviceTask {
    private static final int SHORT = 20;

    @Parameters(
            index = "0",
            paramLabel = "<device>[/<attribute>]",
            description = "The name of the device or, as a fourth field, of the attribute.")
    private String device = "";

    @Parameters(
            index = "1..*",
            paramLabel = "<attribute> <value>",
            description = "The attribute's name, unless it was given, and the value.")
    private List<String> rest = new ArrayList<>();

    @Mixin
    private Values values = new Values();

    @Option(names = "--read-back", description = "Read the attribute afterwards and show what it says.")
    private boolean readBack;

    Write(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Target target() {
        return Target.attributes(device, rest, "which attribute is to be written?");
    }

    @Override
    Flux<Report> reports(DeviceProxy proxy) {
        List<String> given = target().rest();
        String attribute = given.get(0);
        Words words = values.words(
                given.subList(1, given.size()), spec().commandLine().getParseResult());
        Mono<Report> written = proxy.attributeConfig(attribute)
                .flatMap(config -> written(proxy, config, ValueParser.ofAttribute(config, words)));
        return reported(proxy, attribute, written).flux();
    }

    private <T> Mono<Report> written(DeviceProxy proxy, AttributeConfig config, TypedValue<T> typed) {
        Mono<Void> written = proxy.attribute(config.name(), typed.type()).write(typed.value());
        return readBack
                ? written.then(Mono.defer(() -> ReadingReport.of(proxy, config.name(), SHORT)))
                : written.thenReturn(
                        new Written(proxy.name(), config.name(), Shape.ofAttribute(config), typed.value()));
    }

    private record Written(String device, String attribute, Shape shape, Object value) implements Report {
        @Override
        public void tell(Output output) {
            if (output.json()) {
                output.document(json -> {
                    json.writeStringField("device", device);
                    json.writeStringField("attribute", attribute);
                    new ValueJson(shape).field("written", value, json);
                });
            } else {
                output.line(Printable.line(attribute) + " set to " + new ValueText(shape, SHORT).line(value));
            }
        }
    }
}
