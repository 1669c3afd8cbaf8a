package org.reactivetango.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.Image;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** A device of the tests: it gives back what it gets, at once, later, or never. */
final class EchoDevice {
    static final DeviceDefinition<EchoDevice> CLASS = DeviceDefinition.named("Echo", EchoDevice::start)
            .scalar(
                    "number",
                    Double.class,
                    a -> a.range(-1000, 1000).get(e -> e.number).set((e, v) -> e.number = v))
            .scalar("text", String.class, a -> a.get(e -> e.text).set((e, v) -> e.text = v))
            .scalar("later", Double.class, a -> a.read(e -> e.soon().thenReturn(e.number)))
            .scalar("never", Double.class, a -> a.read(e -> Mono.never()))
            .scalar(
                    "broken",
                    Double.class,
                    a -> a.get(e -> {
                        throw new IllegalStateException("the fuse is blown");
                    }))
            .spectrum("wave", double[].class, 10_000, a -> a.get(e -> e.wave).set((e, v) -> e.wave = v))
            .image(
                    "picture",
                    short[].class,
                    100,
                    100,
                    a -> a.get(e -> e.picture).set((e, v) -> e.picture = v))
            .command("Twice", Double.class, Double.class, c -> c.call((e, v) -> 2 * v))
            .command("Hold", Integer.class, Integer.class, c -> c.run(EchoDevice::hold))
            .command(
                    "OnlyWhenOff",
                    Void.class,
                    Void.class,
                    c -> c.allowedIn(DevState.OFF).accept((e, none) -> {}))
            .build();

    private final DeviceContext context;
    /** Commands that wait to be let go, in the order in which they began. */
    final List<MonoSink<Integer>> held = new ArrayList<>();

    private double number = 1.5;
    private String text = "";
    private double[] wave = {1, 2, 3};
    private Image<short[]> picture = new Image<>(new short[] {1, 2, 3, 4, 5, 6}, 3, 2);

    private EchoDevice(DeviceContext context) {
        this.context = context;
    }

    private static Mono<EchoDevice> start(DeviceContext context) {
        return context.state(DevState.ON).thenReturn(new EchoDevice(context));
    }

    private Mono<Long> soon() {
        return Mono.delay(Duration.ofMillis(1), context.loop().asScheduler());
    }

    private Mono<Integer> hold(int value) {
        return Mono.create(held::add);
    }
}
