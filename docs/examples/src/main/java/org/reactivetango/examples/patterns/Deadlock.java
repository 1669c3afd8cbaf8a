package org.reactivetango.examples.patterns;

import java.time.Duration;
import java.util.function.Consumer;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.testing.TestContext;
import reactor.core.publisher.Mono;

/**
 * Two devices, each of which holds itself and then wants the other: with locks both would wait for ever. The wait that closes
 * the circle is refused when it begins, and the other goes on.
 *
 * <pre>
 * test/lock/1 is held
 * test/lock/2 is held
 * test/lock/1 wants test/lock/2
 * test/lock/2 wants test/lock/1
 * test/lock/2: API_Deadlock
 * test/lock/1 has got test/lock/2
 * </pre>
 */
public final class Deadlock {
    static final String ONE = "test/lock/1";
    static final String TWO = "test/lock/2";
    private static final Duration WORK = Duration.ofMillis(100);

    private final Consumer<String> out;

    Deadlock(Consumer<String> out) {
        this.out = out;
    }

    public static void main(String[] args) {
        Deadlock deadlock = new Deadlock(System.out::println);
        try (TestContext context = deadlock.begin(TestContext.loopback())) {
            deadlock.run(context).block();
        }
    }

    TestContext begin(TestContext.Builder builder) {
        DeviceDefinition<DeviceContext> lock = definition();
        return builder.device(ONE, lock).device(TWO, lock).start();
    }

    Mono<Void> run(TestContext context) {
        return Mono.when(acquire(context, ONE, TWO), acquire(context, TWO, ONE));
    }

    private Mono<Void> acquire(TestContext context, String first, String second) {
        return context.device(first)
                .command("AcquireWith", second, Void.class)
                .doOnSuccess(done -> out.accept(first + " has got " + second))
                .onErrorResume(DevFailedException.class, e -> {
                    out.accept(first + ": " + e.reason());
                    return Mono.empty();
                });
    }

    private DeviceDefinition<DeviceContext> definition() {
        return DeviceDefinition.named("Lock")
                .command("Acquire", Void.class, Void.class, c -> c.accept((lock, none) -> {}))
                .command("AcquireWith", String.class, Void.class, c -> c.run(this::acquireWith))
                .build();
    }

    private Mono<Void> acquireWith(DeviceContext lock, String other) {
        out.accept(lock.name() + " is held");
        return Mono.delay(WORK, lock.loop().asScheduler())
                .doOnNext(end -> out.accept(lock.name() + " wants " + other))
                .then(lock.device(other).command("Acquire"));
    }
}
