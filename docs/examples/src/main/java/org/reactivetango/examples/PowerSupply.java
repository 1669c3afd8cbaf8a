package org.reactivetango.examples;

import java.time.Duration;
import org.reactivetango.core.model.DevState;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import reactor.core.publisher.Mono;

/**
 * A simulated power supply whose every answer takes a few milliseconds. Its handlers wait without a thread, and no two of
 * them ever run at once: {@link #current} never sees a half-made change of {@link #current(double)}.
 */
final class PowerSupply {
    private static final Duration ANSWER = Duration.ofMillis(5);

    static final DeviceDefinition<PowerSupply> CLASS = DeviceDefinition.named("PowerSupply", PowerSupply::connect)
            .scalar(
                    "current",
                    Double.class,
                    a -> a.unit("A")
                            .range(0, 8.5)
                            .alarm(0.1, 8.4)
                            .description("Output current")
                            .read(PowerSupply::current)
                            .write(PowerSupply::current)
                            .writeAllowedIn(DevState.ON))
            .spectrum("ripple", double[].class, 256, a -> a.unit("A").read(PowerSupply::ripple))
            .command(
                    "On", Void.class, Void.class, c -> c.allowedIn(DevState.OFF).run((psu, none) -> psu.on()))
            .command(
                    "Off", Void.class, Void.class, c -> c.allowedIn(DevState.ON).run((psu, none) -> psu.off()))
            .build();

    private final DeviceContext context;
    private double from;
    private double to;
    private long sinceNanos;

    private PowerSupply(DeviceContext context) {
        this.context = context;
    }

    private static Mono<PowerSupply> connect(DeviceContext context) {
        return context.state(DevState.OFF).thenReturn(new PowerSupply(context));
    }

    /** After a change the current approaches its new value with a time constant of one second. */
    private double now() {
        double seconds = (context.loop().nanoTime() - sinceNanos) / 1e9;
        return to + (from - to) * Math.exp(-seconds);
    }

    private Mono<Double> current() {
        return answer().then(Mono.fromSupplier(this::now));
    }

    private Mono<Void> current(double amps) {
        return answer().then(Mono.fromRunnable(() -> change(amps)));
    }

    private Mono<double[]> ripple() {
        return answer().then(Mono.fromSupplier(() -> {
            double[] samples = new double[256];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = now() * (1 + 0.001 * Math.sin(i * Math.PI / 8));
            }
            return samples;
        }));
    }

    private Mono<Void> on() {
        return answer().then(context.state(DevState.ON));
    }

    private Mono<Void> off() {
        return answer().then(Mono.<Void>fromRunnable(() -> change(0))).then(context.state(DevState.OFF));
    }

    private void change(double amps) {
        from = now();
        to = amps;
        sinceNanos = context.loop().nanoTime();
    }

    private Mono<Long> answer() {
        return Mono.delay(ANSWER, context.loop().asScheduler());
    }
}
