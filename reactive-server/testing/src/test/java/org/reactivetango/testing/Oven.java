package org.reactivetango.testing;

import java.time.Duration;
import org.reactivetango.core.lane.BlockingBridge;
import org.reactivetango.core.model.DevState;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import reactor.core.publisher.Mono;

/** A device with something of everything that takes time: its init, a command, a driver behind a bridge. */
final class Oven {
    static final Duration WARM_UP = Duration.ofMillis(20);
    static final Duration BAKING = Duration.ofMillis(10);

    static final DeviceDefinition<Oven> CLASS = definition(Sensor::new);

    private final DeviceContext context;
    private final BlockingBridge<Sensor> sensor;
    private double setPoint = 20;
    private int cakes;

    /** What a driver is like, but for the waiting. */
    static final class Sensor {
        double read() {
            return 180;
        }
    }

    static DeviceDefinition<Oven> definition(BlockingBridge.Opener<Sensor> sensor) {
        return DeviceDefinition.named("Oven", context -> new Oven(context, sensor).warmUp())
                .scalar(
                        "setPoint",
                        Double.class,
                        a -> a.unit("degC")
                                .range(0, 250)
                                .get(oven -> oven.setPoint)
                                .set((oven, degrees) -> oven.setPoint = degrees))
                .scalar("temperature", Double.class, a -> a.read(oven -> oven.sensor.call(Sensor::read)))
                .scalar("cakes", Integer.class, a -> a.get(oven -> oven.cakes))
                .command("Bake", Void.class, Void.class, c -> c.run((oven, none) -> oven.bake()))
                .command(
                        "BakeIn",
                        String.class,
                        Void.class,
                        c -> c.run((oven, other) -> oven.context.device(other).command("Bake")))
                .command(
                        "Wait",
                        Double.class,
                        Void.class,
                        c -> c.run((oven, seconds) -> oven.passing(Duration.ofMillis(Math.round(seconds * 1000)))))
                .command(
                        "WaitOutside",
                        Double.class,
                        Void.class,
                        c -> c.run((oven, seconds) -> oven.context
                                .lane()
                                .yieldDuring(oven.passing(Duration.ofMillis(Math.round(seconds * 1000))))))
                .delete(oven -> oven.context.state(DevState.OFF))
                .build();
    }

    private Oven(DeviceContext context, BlockingBridge.Opener<Sensor> sensor) {
        this.context = context;
        this.sensor = context.bridge("sensor", sensor);
    }

    private Mono<Oven> warmUp() {
        return passing(WARM_UP).then(context.state(DevState.ON)).thenReturn(this);
    }

    /** Loses cakes if two bake at once. */
    private Mono<Void> bake() {
        return Mono.defer(() -> {
            int seen = cakes;
            return passing(BAKING).then(Mono.fromRunnable(() -> cakes = seen + 1));
        });
    }

    private Mono<Void> passing(Duration time) {
        return Mono.delay(time, context.loop().asScheduler()).then();
    }
}
