package org.reactivetango.examples.patterns;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.testing.TestContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A number and an array that one process fills and another reads. Instead of shared memory they are attributes of a device, so
 * any program on any machine may be the other one; and array and value always belong together.
 *
 * <pre>
 * Before starting: [0.0, 0.0, 0.0], 0
 * Immediately after starting: [0.0, 0.0, 0.0], 0
 * In the device, iteration 0: [6.0, 0.0, 0.0], 6
 * In the device, iteration 1: [6.0, 4.0, 0.0], 10
 * In the device, iteration 2: [6.0, 4.0, 2.0], 12
 * After completing: [6.0, 4.0, 2.0], 12
 * </pre>
 */
public final class SharedValue {
    static final String NAME = "test/shared/1";
    private static final Duration WORK = Duration.ofMillis(100);

    private final DeviceContext context;
    private final Consumer<String> out;
    private final float[] array = new float[3];
    private int value;

    private SharedValue(DeviceContext context, Consumer<String> out) {
        this.context = context;
        this.out = out;
    }

    public static void main(String[] args) {
        Consumer<String> out = System.out::println;
        try (TestContext context = begin(TestContext.loopback(), out)) {
            run(context.device(NAME), out).block();
        }
    }

    static TestContext begin(TestContext.Builder builder, Consumer<String> out) {
        return builder.device(NAME, definition(out)).start();
    }

    static Mono<Void> run(DeviceProxy shared, Consumer<String> out) {
        Mono<String> read = Mono.zip(
                        shared.attribute("array", float[].class).value(),
                        shared.attribute("value", Integer.class).value())
                .map(both -> Arrays.toString(both.getT1()) + ", " + both.getT2());
        return read.doOnNext(before -> out.accept("Before starting: " + before))
                .then(Mono.when(
                        shared.command("Fill"),
                        read.doOnNext(after -> out.accept("Immediately after starting: " + after))))
                .then(read)
                .doOnNext(end -> out.accept("After completing: " + end))
                .then();
    }

    private static DeviceDefinition<SharedValue> definition(Consumer<String> out) {
        return DeviceDefinition.named("SharedValue", context -> Mono.just(new SharedValue(context, out)))
                .spectrum("array", float[].class, 3, a -> a.get(shared -> shared.array.clone()))
                .scalar("value", Integer.class, a -> a.get(shared -> shared.value))
                .command("Fill", Void.class, Void.class, c -> c.run((shared, none) -> shared.fill()))
                .build();
    }

    /** Gives the lane up while it waits, so that others can read. */
    private Mono<Void> fill() {
        return Flux.range(0, 3)
                .concatMap(index -> context.lane()
                        .yieldDuring(Mono.delay(WORK, context.loop().asScheduler()))
                        .doOnNext(end -> fill(index)))
                .then();
    }

    private void fill(int index) {
        array[index] = (3 - index) * 2;
        value += (3 - index) * 2;
        out.accept("In the device, iteration " + index + ": " + Arrays.toString(array) + ", " + value);
    }
}
