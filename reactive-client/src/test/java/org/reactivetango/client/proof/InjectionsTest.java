package org.reactivetango.client.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscriber;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoTimeoutException;
import org.reactivetango.core.lane.Stall;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import org.reactivetango.testkit.BlockOnPurpose;
import org.reactivetango.testkit.ProofSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Handlers that do what no handler should, as commands, readings and writings. After each of them another device of the
 * server answers; whoever called gets an answer or an error, and whoever blocks the loop is named while it does.
 */
class InjectionsTest {
    private static final long SEED = 20261120;
    private static final int INJECTIONS = ProofSize.of(10_000);
    /** Each takes a device of its own, for good. */
    private static final int NEVER = INJECTIONS / 20;
    /** How many of one client may be under way, of those that never end: fewer than a server takes. */
    private static final int NEVER_PER_CLIENT = 100;

    private static final int ALLOCATED_BYTES = 500 << 20;
    private static final int INJECTIONS_WITH_EACH_SELDOM = 80;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration NEVERS_DEADLINE = Duration.ofSeconds(3);
    private static final Duration LANE_WAIT = Duration.ofSeconds(1);

    /** What a handler does, and what its caller gets: an error that says this, or the result if null. */
    private enum Fault {
        THROWS("the fuse is blown"),
        OUT_OF_MEMORY("OutOfMemoryError"),
        RECURSES("StackOverflowError"),
        NULL(""),
        COMPLETES_TWICE(null),
        COMPLETES_TWICE_ELSEWHERE(null),
        BLOCKS(null),
        // Seldom, for these take long, or fill the log.
        ALLOCATES(null),
        RECURSES_IN_ITS_MONO("StackOverflowError"),
        LINKAGE_ERROR_IN_ITS_MONO("vendor/Driver");

        private final @Nullable String says;

        Fault(@Nullable String says) {
            this.says = says;
        }
    }

    /** How a handler is called. */
    private enum Way {
        COMMAND,
        READING,
        WRITING
    }

    private final Scheduler elsewhere = Schedulers.newSingle("elsewhere");
    private final TangoClient tango =
            TangoClient.builder().options(o -> o.timeout(PATIENCE)).build();
    private volatile CountDownLatch named = new CountDownLatch(1);
    private volatile String blocker = "nobody";
    private TangoServer server;

    @AfterEach
    void end() {
        // At once: a server that deletes its devices in order waits for every one that is held.
        server.dispose();
        tango.closeLater().then(server.onClose()).block(PATIENCE);
        elsewhere.dispose();
    }

    // ---- the handlers

    private DeviceDefinition<?> definition() {
        DeviceDefinition.Builder<?> faults = DeviceDefinition.named("Faulty");
        for (Fault fault : Fault.values()) {
            faults = faults.command(fault.name(), Void.class, Integer.class, c -> c.run((d, none) -> handler(fault)))
                    .scalar(
                            fault.name(),
                            Integer.class,
                            a -> a.read(d -> handler(fault)).write((d, value) -> written(handler(fault))));
        }
        return faults.command("NEVER", Void.class, Integer.class, c -> c.run((d, none) -> Mono.never()))
                .scalar("well", Integer.class, a -> a.get(d -> 1))
                .build();
    }

    private static @Nullable Mono<Void> written(@Nullable Mono<Integer> handler) {
        return handler == null ? null : handler.then();
    }

    private @Nullable Mono<Integer> handler(Fault fault) {
        return switch (fault) {
            case THROWS -> throw new IllegalStateException("the fuse is blown");
            case LINKAGE_ERROR_IN_ITS_MONO ->
                Mono.fromSupplier(() -> {
                    throw new NoClassDefFoundError("vendor/Driver");
                });
            case OUT_OF_MEMORY -> throw new OutOfMemoryError("as the JVM would throw it");
            case RECURSES -> Mono.just(deeper(1));
            case RECURSES_IN_ITS_MONO -> endless();
            case NULL -> null;
            case COMPLETES_TWICE ->
                Mono.fromDirect(subscriber -> {
                    subscriber.onSubscribe(Operators.emptySubscription());
                    twice(subscriber);
                });
            case COMPLETES_TWICE_ELSEWHERE ->
                Mono.fromDirect(subscriber -> {
                    subscriber.onSubscribe(Operators.emptySubscription());
                    elsewhere.schedule(() -> twice(subscriber));
                    elsewhere.schedule(() -> twice(subscriber));
                });
            case BLOCKS ->
                Mono.fromSupplier(() -> {
                    BlockOnPurpose.until(named);
                    return 1;
                });
            case ALLOCATES -> Mono.just(new byte[ALLOCATED_BYTES].length);
        };
    }

    private static void twice(Subscriber<? super Integer> subscriber) {
        subscriber.onNext(1);
        subscriber.onComplete();
        subscriber.onNext(2);
        subscriber.onComplete();
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int deeper(int level) {
        return deeper(level + 1) + 1;
    }

    @SuppressWarnings("InfiniteRecursion")
    private static Mono<Integer> endless() {
        return Mono.defer(() -> endless());
    }

    // ---- the callers

    private DeviceProxy device(TangoClient client, String member) {
        return client.device(server.deviceUrl("test/fault/" + member));
    }

    private static Mono<?> call(DeviceProxy device, Fault fault, Way way) {
        return switch (way) {
            case COMMAND -> device.command(fault.name(), Integer.class);
            case READING -> device.attribute(fault.name(), Integer.class).value();
            case WRITING -> device.attribute(fault.name(), Integer.class).write(1);
        };
    }

    private void stalled(Stall stall) {
        if (stall.holder().contains(blocker)
                && stall.stack().stream()
                        .anyMatch(call -> call.getClassName().equals(BlockOnPurpose.class.getName()))) {
            named.countDown();
        }
    }

    private List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        Fault[] all = Fault.values();
        int often = Fault.ALLOCATES.ordinal();
        int seldom = all.length - often;
        for (int i = 0; i < INJECTIONS - NEVER; i++) {
            int place = i % INJECTIONS_WITH_EACH_SELDOM;
            faults.add(place < seldom ? all[often + place] : all[place % often]);
        }
        Collections.shuffle(faults, new Random(SEED));
        return faults;
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void theServerStaysUpAndEveryCallerIsAnswered() {
        DeviceDefinition<?> definition = definition();
        TangoServer.Builder builder = TangoServer.named("Faulty/injections")
                .limits(Limits.DEFAULT.withLaneWait(LANE_WAIT))
                .guard(g -> g.limit(Duration.ofMillis(5)).onStall(this::stalled))
                .device("test/fault/faulty", definition)
                .device("test/fault/well", definition);
        for (int i = 0; i < NEVER; i++) {
            builder = builder.device("test/fault/never" + i, definition);
        }
        server = builder.bindNow();
        DeviceProxy faulty = device(tango, "faulty");
        Mono<Integer> well =
                device(tango, "well").attribute("well", Integer.class).value();
        Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
        Map<Fault, Integer> refused = new EnumMap<>(Fault.class);
        int number = 0;
        for (Fault fault : faults()) {
            Way way = Way.values()[number++ % Way.values().length];
            injected.merge(fault, 1, Integer::sum);
            if (inject(faulty, fault, way)) {
                refused.merge(fault, 1, Integer::sum);
            }
            assertThat(well.block(PATIENCE))
                    .as("another device after %s", fault)
                    .isEqualTo(1);
        }
        System.out.println("injected " + injected);
        System.out.println("answered with an error " + refused);
        Flux.range(0, (NEVER + NEVER_PER_CLIENT - 1) / NEVER_PER_CLIENT)
                .flatMap(this::neverEnding)
                .blockLast(PATIENCE);
        assertThat(well.block(PATIENCE)).isEqualTo(1);
        System.out.println(
                "never ending " + NEVER + ": each caller had its timeout, whoever came after it was told why");
    }

    /** Whether the answer was an error. */
    private boolean inject(DeviceProxy device, Fault fault, Way way) {
        String what = "%s as %s, seed %d".formatted(fault, way, SEED);
        named = new CountDownLatch(1);
        blocker = switch (way) {
            case COMMAND -> "command " + fault;
            case READING -> "reading " + fault;
            case WRITING -> "writing " + fault;
        };
        Object end = call(device, fault, way)
                .cast(Object.class)
                .defaultIfEmpty("done")
                .onErrorResume(DevFailedException.class, Mono::just)
                .block(PATIENCE);
        if (fault == Fault.BLOCKS) {
            assertThat(named.getCount()).as("named: " + what).isZero();
        }
        boolean failed = end instanceof DevFailedException;
        // A writing has no result that could be missing, and there may really be no room for what is allocated.
        boolean expected = fault.says != null && !(fault == Fault.NULL && way == Way.WRITING);
        if (fault != Fault.ALLOCATES) {
            assertThat(failed).as("failed with %s: %s", end, what).isEqualTo(expected);
        }
        if (expected) {
            assertThat((DevFailedException) end).as(what).hasMessageContaining(fault.says);
        }
        return failed;
    }

    /** Devices whose handler never ends, one after the other; then somebody else who wants them. */
    private Mono<Void> neverEnding(int clientNumber) {
        TangoClient client = TangoClient.create();
        int first = clientNumber * NEVER_PER_CLIENT;
        Flux<DeviceProxy> devices =
                Flux.range(first, Math.min(NEVER_PER_CLIENT, NEVER - first)).map(i -> device(client, "never" + i));
        Mono<Void> calls = devices.flatMap(
                        device -> expect(
                                TangoTimeoutException.class,
                                () -> device.with(o -> o.timeout(NEVERS_DEADLINE))
                                        .command("NEVER", Integer.class)),
                        NEVER_PER_CLIENT)
                .then();
        Mono<Void> victims = devices.flatMap(
                        device -> expect(
                                        DevFailedException.class,
                                        () -> device.with(o -> o.timeout(PATIENCE))
                                                .attribute("well", Integer.class)
                                                .value())
                                .doOnNext(error -> {
                                    assertThat(error.reason()).isEqualTo(Reasons.COMMAND_TIMED_OUT);
                                    assertThat(error).hasMessageContaining("held by command NEVER");
                                }),
                        NEVER_PER_CLIENT)
                .then();
        return calls.then(victims).then(client.closeLater());
    }

    private static <E extends Throwable> Mono<E> expect(Class<E> type, Supplier<Mono<?>> call) {
        return call.get()
                .<E>flatMap(value -> Mono.error(new AssertionError("gave " + value)))
                .onErrorResume(type, Mono::just)
                .switchIfEmpty(Mono.error(() -> new AssertionError("ended without an error")));
    }
}
