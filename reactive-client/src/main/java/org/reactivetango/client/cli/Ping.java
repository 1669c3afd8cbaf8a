package org.reactivetango.client.cli;

import java.time.Duration;
import java.util.Locale;
import org.reactivetango.client.DeviceProxy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Command(name = "ping", description = "Says whether a device answers, and how fast.")
final class Ping extends DeviceTask {
    @Parameters(paramLabel = "<device>", description = "The device's name.")
    private String device = "";

    Ping(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Target target() {
        return Target.device(device);
    }

    /** Twice: the first time includes connecting. */
    @Override
    Flux<Report> reports(DeviceProxy proxy) {
        Mono<Report> pinged = proxy.ping()
                .flatMap(
                        first -> proxy.ping().map(second -> new Answered(proxy.name(), millis(first), millis(second))));
        return reported(proxy, null, pinged).flux();
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private record Answered(String device, double first, double again) implements Report {
        @Override
        public void tell(Output output) {
            if (output.json()) {
                output.document(json -> {
                    json.writeStringField("device", device);
                    json.writeBooleanField("alive", true);
                    json.writeNumberField("first_ms", first);
                    json.writeNumberField("ping_ms", again);
                });
            } else {
                output.line(String.format(
                        Locale.ROOT,
                        "%s answers in %.3f ms (the first time, with connecting, in %.3f ms)",
                        device,
                        again,
                        first));
            }
        }
    }
}
