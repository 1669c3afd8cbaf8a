package org.reactivetango.client.cli;

import java.util.List;
import java.util.Locale;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.core.model.CommandInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Flux;

@Command(name = "commands", description = "Lists the commands of a device, their arguments and results.")
final class Commands extends DeviceTask {
    @Parameters(paramLabel = "<device>", description = "The device's name.")
    private String device = "";

    Commands(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Target target() {
        return Target.device(device);
    }

    @Override
    Flux<Report> reports(DeviceProxy proxy) {
        return reported(proxy, null, proxy.commands().map(list -> new Listed(proxy.name(), list)))
                .flux();
    }

    private record Listed(String device, List<CommandInfo> commands) implements Report {
        @Override
        public void tell(Output output) {
            if (output.json()) {
                output.document(json -> {
                    json.writeStringField("device", device);
                    json.writeArrayFieldStart("commands");
                    for (CommandInfo command : commands) {
                        json.writeStartObject();
                        json.writeStringField("name", command.name());
                        json.writeStringField("level", command.level().name());
                        json.writeStringField("in_type", command.inType().tangoName());
                        json.writeStringField("in_description", command.inDescription());
                        json.writeStringField("out_type", command.outType().tangoName());
                        json.writeStringField("out_description", command.outDescription());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
                return;
            }
            Table table = new Table("NAME", "ARGUMENT", "RESULT", "LEVEL", "ARGUMENT IS", "RESULT IS");
            for (CommandInfo command : commands) {
                table.row(
                        command.name(),
                        command.inType().tangoName(),
                        command.outType().tangoName(),
                        command.level().name().toLowerCase(Locale.ROOT),
                        known(command.inDescription()),
                        known(command.outDescription()));
            }
            output.lines(table.lines());
        }

        private static String known(String text) {
            return text.equals("Uninitialised") ? "" : text;
        }
    }
}
