package org.reactivetango.examples.patterns;

import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.testing.TestContext;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A device whose command calls the device itself, three deep. A re-entrant lock knows its thread; a lane knows the chain of
 * calls, on whatever threads it goes. What was acquired is released when its Mono ends: once, and by nobody else.
 *
 * <pre>
 * acquired, 3 to go
 * acquired, 2 to go
 * acquired, 1 to go
 * released
 * released
 * released
 * </pre>
 */
public final class Reentrant {
    static final String LOCK = "test/lock/1";

    private final Consumer<String> out;
    private final IntFunction<Scheduler> threads;

    /** {@code threads} are those on which the calls at each depth are made. */
    Reentrant(Consumer<String> out, IntFunction<Scheduler> threads) {
        this.out = out;
        this.threads = threads;
    }

    public static void main(String[] args) {
        Reentrant reentrant = new Reentrant(System.out::println, depth -> Schedulers.parallel());
        try (TestContext context = reentrant.begin(TestContext.loopback())) {
            reentrant.run(context.device(LOCK), 3).block();
        }
    }

    TestContext begin(TestContext.Builder builder) {
        return builder.device(LOCK, definition()).start();
    }

    Mono<Void> run(DeviceProxy lock, int depth) {
        return lock.command("Acquire", depth, Void.class);
    }

    private DeviceDefinition<DeviceContext> definition() {
        return DeviceDefinition.named("Lock")
                .command("Acquire", Integer.class, Void.class, c -> c.run(this::acquire))
                .build();
    }

    private Mono<Void> acquire(DeviceContext lock, int depth) {
        out.accept("acquired, " + depth + " to go");
        Mono<Void> again = depth == 1
                ? Mono.empty()
                : lock.device(lock.name())
                        .command("Acquire", depth - 1, Void.class)
                        .subscribeOn(threads.apply(depth));
        return again.doOnSuccess(end -> out.accept("released"));
    }
}
