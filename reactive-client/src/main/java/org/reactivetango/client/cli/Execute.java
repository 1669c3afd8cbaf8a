package org.reactivetango.client.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.cli.value.Shape;
import org.reactivetango.client.cli.value.TypedValue;
import org.reactivetango.client.cli.value.ValueJson;
import org.reactivetango.client.cli.value.ValueParser;
import org.reactivetango.client.cli.value.ValueText;
import org.reactivetango.client.cli.value.Words;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.Printable;
import org.reactivetango.core.model.ValueType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Command(
        name = "command",
        description = "Runs a command of a device. The argument is understood as the command's type asks for.",
        footer = {
            "",
            "  command <device> Init",
            "  command <device> DevDouble -1.5",
            "  command <device> DevVarLongArray 1 2 3                  or 1,2,3",
            "  command <device> DevVarLongStringArray 1 2 3 -- a b c   numbers, --, strings",
            "  command <device> DevString 'two words'"
        })
final class Execute extends DeviceTask {
    @Parameters(index = "0", paramLabel = "<device>", description = "The device's name.")
    private String device = "";

    @Parameters(index = "1", paramLabel = "<command>", description = "The command's name.")
    private String command = "";

    @Parameters(index = "2..*", paramLabel = "<argument>", description = "Its argument, if it takes one.")
    private List<String> arguments = new ArrayList<>();

    @Mixin
    private Values values = new Values();

    Execute(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Target target() {
        return Target.device(device);
    }

    @Override
    Flux<Report> reports(DeviceProxy proxy) {
        Words words = values.words(arguments, spec().commandLine().getParseResult());
        Mono<Report> executed =
                proxy.commandInfo(command).flatMap(info -> executed(proxy, info, ValueParser.ofArgument(info, words)));
        return reported(proxy, command, executed).flux();
    }

    private static Mono<Report> executed(DeviceProxy proxy, CommandInfo info, Optional<TypedValue<?>> argument) {
        Mono<Object> result =
                argument.isPresent() ? run(proxy, info, argument.get()) : proxy.command(info.name(), ValueType.ANY);
        return result.map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(value -> new Executed(proxy.name(), info, value.orElse(null)));
    }

    private static <T> Mono<Object> run(DeviceProxy proxy, CommandInfo info, TypedValue<T> argument) {
        return proxy.command(info.name(), argument.value(), argument.type(), ValueType.ANY);
    }

    private record Executed(
            String device, CommandInfo info, @Nullable Object result) implements Report {
        @Override
        public void tell(Output output) {
            Shape shape = Shape.ofCommand(info.outType());
            if (output.json()) {
                output.document(json -> {
                    json.writeStringField("device", device);
                    json.writeStringField("command", info.name());
                    json.writeStringField("type", info.outType().tangoName());
                    if (result == null) {
                        json.writeNullField("result");
                    } else {
                        new ValueJson(shape).field("result", result, json);
                    }
                });
            } else if (result == null) {
                output.line(Printable.line(info.name()) + " done");
            } else if (result instanceof String[] strings) {
                for (String string : strings) {
                    output.line(Printable.line(string));
                }
            } else {
                output.lines(new ValueText(shape, Integer.MAX_VALUE).lines(result));
            }
        }
    }
}
