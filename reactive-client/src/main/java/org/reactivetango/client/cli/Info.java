package org.reactivetango.client.cli;

import java.util.Map;
import java.util.TreeMap;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Command(name = "info", description = "Says what a device and its server are.")
final class Info extends DeviceTask {
    @Parameters(paramLabel = "<device>", description = "The device's name.")
    private String device = "";

    Info(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Target target() {
        return Target.device(device);
    }

    @Override
    Flux<Report> reports(DeviceProxy proxy) {
        Mono<Report> told =
                Mono.zip(proxy.info(), proxy.adminName(), (info, admin) -> new About(proxy.name(), info, admin));
        return reported(proxy, null, told).flux();
    }

    private record About(String device, DeviceInfo info, String admin) implements Report {
        @Override
        public void tell(Output output) {
            Map<String, String> versions = new TreeMap<>(info.versions());
            if (output.json()) {
                output.document(json -> {
                    json.writeStringField("device", device);
                    json.writeStringField("class", info.deviceClass());
                    json.writeStringField("type", info.deviceType());
                    json.writeStringField("server", info.serverId());
                    json.writeStringField("host", info.serverHost());
                    json.writeStringField("admin_device", admin);
                    json.writeNumberField("idl_version", info.idlVersion());
                    json.writeStringField("documentation", info.docUrl());
                    json.writeFieldName("versions");
                    Json.object(json, fields -> {
                        for (Map.Entry<String, String> version : versions.entrySet()) {
                            fields.writeStringField(version.getKey(), version.getValue());
                        }
                    });
                });
                return;
            }
            output.line(Printable.line(device));
            line(output, "class", info.deviceClass());
            line(output, "type", info.deviceType());
            line(output, "server", info.serverId());
            line(output, "host", info.serverHost());
            line(output, "admin device", admin);
            line(output, "interface", "Device_" + info.idlVersion());
            line(output, "documentation", info.docUrl());
            versions.forEach((library, version) -> line(output, "version of " + library, version));
        }

        private static void line(Output output, String what, String text) {
            output.line(String.format("  %-24s %s", Printable.line(what), Printable.line(text)));
        }
    }
}
