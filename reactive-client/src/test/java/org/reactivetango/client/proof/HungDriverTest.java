package org.reactivetango.client.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.lane.BlockingBridge;
import org.reactivetango.core.lane.BridgeOptions;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import org.reactivetango.testkit.ProofSize;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A driver that hangs, and does not even react to an interrupt, in one device of a server that has others. */
class HungDriverTest {
    private static final int CALLS = ProofSize.of(1_000, 1_000_000);
    private static final int CALLERS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PROOF = Duration.ofMinutes(9);
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final CountDownLatch release = new CountDownLatch(1);
    private final Map<String, Serial> devices = new ConcurrentHashMap<>();
    private final TangoClient tango = TangoClient.create();
    private TangoServer server;

    /** A device behind a driver that blocks, and hangs if it is told to. */
    private static final class Serial {
        private final DeviceContext context;
        private final BlockingBridge<Integer> bridge;
        private final AtomicInteger opened = new AtomicInteger();
        private final AtomicInteger entered = new AtomicInteger();
        private final CountDownLatch release;

        Serial(DeviceContext context, BridgeOptions options, CountDownLatch release) {
            this.context = context;
            this.bridge = context.bridge("line", opened::incrementAndGet, options);
            this.release = release;
        }

        private Mono<Integer> read() {
            return bridge.call(driver -> {
                entered.incrementAndGet();
                return driver;
            });
        }

        private Mono<Void> hang() {
            return bridge.run(driver -> {
                entered.incrementAndGet();
                boolean hanging = true;
                while (hanging) {
                    try {
                        release.await();
                        hanging = false;
                    } catch (InterruptedException ignored) {
                        // That is the kind of driver it is.
                    }
                }
            });
        }
    }

    private void serve(BridgeOptions options) {
        DeviceDefinition<Serial> serial = DeviceDefinition.named(
                        "Serial",
                        context -> Mono.fromSupplier(() -> {
                            Serial device = new Serial(context, options, release);
                            devices.put(context.name(), device);
                            return device;
                        }))
                .scalar("driver", Integer.class, a -> a.read(Serial::read))
                .scalar("opened", Integer.class, a -> a.get(device -> device.opened.get()))
                .command("Hang", Void.class, Void.class, c -> c.run((device, none) -> device.hang()))
                .build();
        server = TangoServer.named("Serial/hung")
                .device("test/serial/hung", serial)
                .device("test/serial/well", serial)
                .bindNow();
        Flux.just("hung", "well").flatMap(name -> device(name).state()).blockLast(PATIENCE);
    }

    @AfterEach
    void end() {
        release.countDown();
        tango.closeLater().then(server.closeLater()).block(PATIENCE);
    }

    private DeviceProxy device(String member) {
        return tango.device(server.deviceUrl("test/serial/" + member)).with(o -> o.timeout(PATIENCE));
    }

    private Serial served(String member) {
        return devices.get("test/serial/" + member);
    }

    private static DevFailedException failureOf(Mono<?> call) {
        return call.<DevFailedException>flatMap(v -> Mono.error(new AssertionError("gave " + v)))
                .onErrorResume(DevFailedException.class, Mono::just)
                .blockOptional(PATIENCE)
                .orElseThrow(() -> new AssertionError("succeeded"));
    }

    // For ever, as far as this test goes: its bridge would wait for an hour.
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void noOtherLaneWaitsForIt() {
        serve(BridgeOptions.DEFAULT.callTimeout(LONG));
        AtomicInteger answered = new AtomicInteger();
        Disposable hanging = device("hung").command("Hang").subscribe(v -> {}, e -> {}, answered::incrementAndGet);
        await().until(() -> served("hung").entered.get() == 1);
        AttributeProxy<Integer> driver = device("well").attribute("driver", Integer.class);
        AttributeProxy<Integer> opened = device("well").attribute("opened", Integer.class);
        Long done = Flux.range(0, CALLS)
                .flatMap(i -> i % 10 == 0 ? driver.value() : opened.value(), 16)
                .filter(number -> number == 1)
                .count()
                .block(PROOF);
        System.out.printf("a driver hangs: %,d of %,d calls to another device done%n", done, CALLS);
        assertThat(done).isEqualTo(CALLS);
        assertThat(served("hung").context.lane().held()).as("still hangs").isTrue();
        assertThat(answered).hasValue(0);
        hanging.dispose();
    }

    @Test
    void callersGetTimeoutsAndItsBridgeIsQuarantinedUntilItReturns() {
        serve(BridgeOptions.DEFAULT.callTimeout(SHORT));
        List<DevFailedException> failures = Flux.concat(
                        Mono.just(device("hung").command("Hang")),
                        Flux.range(1, CALLERS - 1)
                                .map(i -> device("hung")
                                        .attribute("driver", Integer.class)
                                        .value()
                                        .then()))
                .flatMapSequential(
                        call -> call.cast(DevFailedException.class).onErrorResume(DevFailedException.class, Mono::just),
                        CALLERS)
                .collectList()
                .block(PATIENCE);
        assertThat(failures).hasSize(CALLERS);
        assertThat(failures.get(0))
                .hasMessageContainingAll("Timeout (1000 ms) exceeded", "bridge test/serial/hung/line", "quarantined")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reasons.DEVICE_TIMED_OUT));
        assertThat(failures.subList(1, CALLERS)).allSatisfy(e -> {
            assertThat(e.reason()).isEqualTo(Reasons.BRIDGE_UNAVAILABLE);
            assertThat(e).hasMessageContainingAll("Bridge test/serial/hung/line", "quarantined");
        });
        assertThat(served("hung").entered)
                .as("the driver was entered by the call that hangs alone")
                .hasValue(1);
        assertThat(device("hung").attribute("opened", Integer.class).value().block(PATIENCE))
                .as("the lane is free")
                .isEqualTo(1);
        release.countDown();
        await().untilAsserted(() -> assertThat(device("hung")
                        .attribute("driver", Integer.class)
                        .value()
                        .onErrorComplete()
                        .block(PATIENCE))
                .as("opened anew")
                .isEqualTo(2));
    }

    @Test
    void reopenWhileHungBringsItBack() {
        serve(BridgeOptions.DEFAULT.callTimeout(SHORT).reopenWhileHung(true));
        for (int drivers = 1; drivers <= 2; drivers++) {
            assertThat(device("hung").attribute("driver", Integer.class).value().block(PATIENCE))
                    .isEqualTo(drivers);
            assertThat(failureOf(device("hung").command("Hang")).reason()).isEqualTo(Reasons.DEVICE_TIMED_OUT);
        }
        assertThat(device("hung").attribute("driver", Integer.class).value().block(PATIENCE))
                .as("two calls still hang")
                .isEqualTo(3);
        assertThat(release.getCount()).isEqualTo(1);
    }
}
