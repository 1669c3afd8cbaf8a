package org.reactivetango.examples;

import java.time.Duration;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.lane.BlockingBridge;
import org.reactivetango.core.lane.BridgeOptions;
import org.reactivetango.core.model.DevState;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A power supply whose driver blocks. The bridge owns the driver and the one thread that waits in it; the event loop never
 * does. No two handlers of the device run at once, so no reading sees a half-made change. What it measures meanwhile it
 * pushes to whoever has subscribed.
 */
final class PowerSupply {
    private static final Duration SAMPLE = Duration.ofMillis(200);
    private static final BridgeOptions PATIENT = BridgeOptions.DEFAULT.callTimeout(Duration.ofSeconds(1));

    static final DeviceDefinition<PowerSupply> CLASS = DeviceDefinition.named("PowerSupply", PowerSupply::connect)
            .scalar(
                    "current",
                    Double.class,
                    a -> a.unit("A")
                            .range(0, 8.5)
                            .alarm(0.1, 8.4)
                            .description("Output current")
                            .read(psu -> psu.driver.call(SimulatedDriver::readCurrent))
                            .pushes(EventType.CHANGE)
                            .absChange(0.05)
                            .write((psu, amps) -> psu.driver.run(d -> d.writeCurrent(amps)))
                            .writeAllowedIn(DevState.ON))
            .spectrum(
                    "ripple",
                    double[].class,
                    256,
                    a -> a.unit("A").read(psu -> psu.driver.call(SimulatedDriver::readRipple)))
            .command(
                    "On",
                    Void.class,
                    Void.class,
                    c -> c.allowedIn(DevState.OFF).run((psu, none) -> psu.context.state(DevState.ON)))
            .command(
                    "Off",
                    Void.class,
                    Void.class,
                    c -> c.allowedIn(DevState.ON)
                            .run((psu, none) ->
                                    psu.driver.run(d -> d.writeCurrent(0)).then(psu.context.state(DevState.OFF))))
            .delete(psu -> Mono.fromRunnable(psu.sampling::dispose))
            .build();

    private final DeviceContext context;
    private final BlockingBridge<SimulatedDriver> driver;
    private final Disposable.Swap sampling = Disposables.swap();

    private PowerSupply(DeviceContext context) {
        this.context = context;
        this.driver = context.bridge("psu", SimulatedDriver::new, PATIENT);
    }

    private static Mono<PowerSupply> connect(DeviceContext context) {
        PowerSupply supply = new PowerSupply(context);
        return supply.driver
                .ready()
                .then(context.state(DevState.OFF))
                .doOnSuccess(ready -> supply.sampling.update(supply.sample().subscribe()))
                .thenReturn(supply);
    }

    /** Measures all the time; of what is pushed, clients get what differs enough from what they got before. */
    private Flux<Double> sample() {
        return Flux.interval(SAMPLE, context.loop().asScheduler())
                .onBackpressureDrop()
                .concatMap(
                        tick -> driver.call(SimulatedDriver::readCurrent)
                                .doOnError(e -> context.pushChange("current", e))
                                .onErrorComplete(),
                        1)
                .doOnNext(amps -> context.pushChange("current", amps));
    }
}
