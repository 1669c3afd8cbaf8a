package org.reactivetango.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivetango.core.lane.BlockingBridge;
import org.reactivetango.core.lane.BridgeOptions;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * A caller gives up: what the driver behind the device sees of it. Over loopback, through client, server, lane and bridge,
 * to a call that blocks a thread.
 */
class GivingUpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DEVICE = "test/press/1";

    /** What the driver does, as it does it. */
    private final List<String> log = new CopyOnWriteArrayList<>();

    private final Semaphore begun = new Semaphore(0);
    private final Semaphore ended = new Semaphore(0);
    private final Semaphore gate = new Semaphore(0);

    private TangoServer server;
    private TangoClient gives;
    private TangoClient stays;

    /** Everything it does blocks its driver until the test lets it go. */
    private final class Press {
        private final BlockingBridge<Object> driver;

        Press(DeviceContext context) {
            driver = context.bridge("press", Object::new, BridgeOptions.DEFAULT.callTimeout(PATIENCE));
        }

        Mono<Integer> block(String what) {
            return driver.call(opened -> {
                log.add("+" + what);
                begun.release();
                try {
                    gate.acquire();
                    log.add("-" + what);
                } catch (InterruptedException e) {
                    log.add("x" + what);
                    throw e;
                } finally {
                    ended.release();
                }
                return 1;
            });
        }
    }

    private enum Kind {
        READ,
        WRITE,
        COMMAND;

        Mono<?> call(DeviceProxy device, String name) {
            return switch (this) {
                case READ -> device.attribute(name, Integer.class).value();
                case WRITE -> device.attribute(name, Integer.class).write(1);
                case COMMAND -> device.command(name);
            };
        }
    }

    private enum Way {
        DISPOSE,
        TIMEOUT,
        CUT
    }

    private enum Fate {
        NOT_TOUCHED,
        FINISHES,
        INTERRUPTED
    }

    @BeforeEach
    void serve() {
        DeviceDefinition<Press> definition = DeviceDefinition.named("Press", context -> Mono.just(new Press(context)))
                .scalar(
                        "plain",
                        Integer.class,
                        a -> a.read(p -> p.block("read"))
                                .write((p, v) -> p.block("write").then()))
                .scalar(
                        "cancellable",
                        Integer.class,
                        a -> a.read(p -> p.block("read"))
                                .write((p, v) -> p.block("write").then())
                                .cancellable())
                .command(
                        "plain",
                        Void.class,
                        Void.class,
                        c -> c.run((p, none) -> p.block("command").then()))
                .command(
                        "cancellable",
                        Void.class,
                        Void.class,
                        c -> c.run((p, none) -> p.block("command").then()).cancellable())
                .command("Next", Void.class, Void.class, c -> c.accept((p, none) -> log.add("next")))
                .build();
        server = TangoServer.named("Press/giving-up").device(DEVICE, definition).bindNow();
        gives = TangoClient.create();
        stays = TangoClient.builder().options(o -> o.timeout(PATIENCE)).build();
        device(gives).state().then(device(stays).state()).block(PATIENCE);
    }

    @AfterEach
    void end() {
        gives.closeLater().then(stays.closeLater()).then(server.closeLater()).block(PATIENCE);
    }

    private DeviceProxy device(TangoClient client) {
        return client.device(server.deviceUrl(DEVICE));
    }

    static Stream<Arguments> table() {
        Stream.Builder<Arguments> rows = Stream.builder();
        for (Way way : Way.values()) {
            for (Kind kind : way == Way.DISPOSE ? Kind.values() : new Kind[] {Kind.COMMAND}) {
                rows.add(arguments(way, kind, "plain", true, Fate.NOT_TOUCHED));
                rows.add(arguments(way, kind, "cancellable", true, Fate.NOT_TOUCHED));
                rows.add(arguments(way, kind, "plain", false, Fate.FINISHES));
                rows.add(arguments(way, kind, "cancellable", false, Fate.INTERRUPTED));
            }
        }
        return rows.build();
    }

    @ParameterizedTest
    @MethodSource("table")
    void whatTheDriverSees(Way way, Kind kind, String name, boolean behindAnother, Fate fate)
            throws InterruptedException {
        if (behindAnother) {
            device(stays).command("plain").subscribe();
            take(begun);
        }
        Semaphore gaveUp = new Semaphore(0);
        Duration timeout = way == Way.TIMEOUT ? Duration.ofSeconds(1) : PATIENCE;
        Disposable call = kind.call(device(gives).with(o -> o.timeout(timeout)), name)
                .subscribe(value -> {}, e -> gaveUp.release());
        if (!behindAnother) {
            take(begun);
        }
        // What is sent on this connection now is answered after the server has seen the request.
        device(gives).state().block(PATIENCE);
        log.clear();

        switch (way) {
            case DISPOSE -> call.dispose();
            case TIMEOUT -> take(gaveUp);
            case CUT -> gives.closeLater().block(PATIENCE);
        }
        untilTheServerKnows(way);

        if (fate == Fate.INTERRUPTED) {
            take(ended);
        }
        Mono<Void> next = device(stays).command("Next").cache();
        next.subscribe();
        device(stays).state().block(PATIENCE);
        gate.release();
        next.block(PATIENCE);
        String what = kind.name().toLowerCase(java.util.Locale.ROOT);
        assertThat(log)
                .containsExactlyElementsOf(
                        switch (fate) {
                            case NOT_TOUCHED -> List.of("-command", "next");
                            case FINISHES -> List.of("-" + what, "next");
                            case INTERRUPTED -> List.of("x" + what, "next");
                        });
    }

    private void untilTheServerKnows(Way way) {
        if (way == Way.CUT) {
            device(stays).state().repeat(() -> server.connections() > 1).blockLast(PATIENCE);
        } else {
            // The cancel has been sent before this.
            device(gives).state().block(PATIENCE);
        }
    }

    private static void take(Semaphore semaphore) throws InterruptedException {
        assertThat(semaphore.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
}
