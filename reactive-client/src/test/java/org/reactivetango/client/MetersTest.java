package org.reactivetango.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.lane.BlockingBridge;
import org.reactivetango.core.lane.BridgeOptions;
import org.reactivetango.core.observe.TangoMeter;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import org.reactivetango.testkit.BlockOnPurpose;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What the meters of a server and a client say, by what is done to them. */
class MetersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NAME = "test/measured/1";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final VirtualTimeScheduler guardsTime = VirtualTimeScheduler.create();
    private final List<MonoSink<Double>> held = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private TangoServer server;
    private TangoClient tango;
    private DeviceProxy device;

    /** Answers at once, when told to, or when its driver does. */
    private record Measured(BlockingBridge<Object> driver) {
        static Measured start(DeviceContext context) {
            return new Measured(
                    context.bridge("driver", Object::new, BridgeOptions.DEFAULT.callTimeout(Duration.ofMillis(200))));
        }
    }

    /** As a driver that does not let itself be interrupted. */
    private void hang() {
        boolean over = false;
        while (!over) {
            try {
                release.await();
                over = true;
            } catch (InterruptedException whichItIgnores) {
                over = release.getCount() == 0;
            }
        }
    }

    @BeforeEach
    void start() {
        DeviceDefinition<Measured> definition = DeviceDefinition.named(
                        "Measured", context -> Mono.just(Measured.start(context)))
                .scalar("atHand", Double.class, a -> a.get(m -> 1.5))
                .scalar("held", Double.class, a -> a.read(m -> Mono.create(held::add)))
                .scalar(
                        "blocking",
                        Double.class,
                        a -> a.get(m -> {
                            BlockOnPurpose.until(release);
                            return 1.5;
                        }))
                .command("Drive", Void.class, Void.class, c -> c.run((m, none) -> m.driver.run(driver -> hang())))
                .build();
        server = TangoServer.named("Measured/test")
                .meters(registry)
                .guard(g -> g.watcher(name -> guardsTime))
                .device(NAME, definition)
                .bindNow();
        tango = TangoClient.builder()
                .meters(registry)
                .mainClass("meters-test")
                .guard(g -> g.off())
                .options(o -> o.timeout(PATIENCE))
                .build();
        device = tango.device(server.deviceUrl(NAME));
    }

    @AfterEach
    void end() {
        release.countDown();
        tango.closeLater().then(server.closeLater()).block(PATIENCE);
        assertThat(registry.getMeters()).as("left in the registry").isEmpty();
    }

    private double gauge(TangoMeter meter, String... tags) {
        return registry.get(meter.meterName()).tags(tags).gauge().value();
    }

    private void awaitGauge(double value, TangoMeter meter, String... tags) {
        await().atMost(PATIENCE).until(() -> gauge(meter, tags) == value);
    }

    private double awaitCount(TangoMeter meter, String... tags) {
        await().atMost(PATIENCE)
                .until(() -> registry.get(meter.meterName())
                                .tags(tags)
                                .functionCounter()
                                .count()
                        > 0);
        return registry.get(meter.meterName()).tags(tags).functionCounter().count();
    }

    @Test
    void everyMeterOfTheListIsThere() {
        assertThat(registry.getMeters().stream().map(meter -> meter.getId().getName()))
                .as("all but the one that begins with the first stall")
                .containsOnlyOnceElementsOf(Arrays.stream(TangoMeter.values())
                        .filter(meter -> meter.tags().isEmpty())
                        .map(TangoMeter::meterName)
                        .toList())
                .contains(TangoMeter.LANE_WAIT.meterName());
        for (Meter meter : registry.getMeters()) {
            TangoMeter known = Arrays.stream(TangoMeter.values())
                    .filter(one -> one.meterName().equals(meter.getId().getName()))
                    .findFirst()
                    .orElseThrow();
            assertThat(meter.getId().getDescription()).isEqualTo(known.description());
            assertThat(meter.getId().getTags().stream().map(Tag::getKey))
                    .containsAll(known.tags())
                    .containsAnyOf("server", "client");
        }
    }

    @Test
    void onlyWhoHadToWaitIsInTheWaitOfTheLane() {
        String[] lane = {"lane", NAME, "server", "Measured/test"};
        for (int i = 0; i < 10; i++) {
            device.attribute("atHand", Double.class).value().block(PATIENCE);
        }
        assertThat(registry.get(TangoMeter.LANE_WAIT.meterName())
                        .tags(lane)
                        .timer()
                        .count())
                .isZero();
        List<Double> answered = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 3; i++) {
            device.attribute("held", Double.class).value().subscribe(answered::add);
        }
        awaitGauge(2, TangoMeter.LANE_DEPTH, lane);
        awaitGauge(3, TangoMeter.SERVER_IN_FLIGHT);
        awaitGauge(3, TangoMeter.CLIENT_IN_FLIGHT);
        for (int i = 0; i < 3; i++) {
            int next = i;
            await().atMost(PATIENCE).until(() -> held.size() > next);
            held.get(i).success(2.5);
        }
        await().atMost(PATIENCE).until(() -> answered.size() == 3);
        assertThat(registry.get(TangoMeter.LANE_WAIT.meterName())
                        .tags(lane)
                        .timer()
                        .count())
                .isEqualTo(2);
        awaitGauge(0, TangoMeter.LANE_DEPTH, lane);
        awaitGauge(0, TangoMeter.SERVER_IN_FLIGHT);
        awaitGauge(0, TangoMeter.CLIENT_IN_FLIGHT);
    }

    @Test
    void whoIsRefusedIsCounted() {
        Disposable holder = device.attribute("held", Double.class).value().subscribe();
        await().atMost(PATIENCE).until(() -> held.size() == 1);
        device.attribute("atHand", Double.class).value().onErrorComplete().block(PATIENCE);
        assertThat(registry.get(TangoMeter.LANE_REFUSED.meterName())
                        .tags("lane", NAME)
                        .counter()
                        .count())
                .isEqualTo(1);
        held.get(0).success(1.5);
        holder.dispose();
    }

    @Test
    void connectionsAndWhatClientsDoWrongAreCounted() throws IOException {
        device.ping().block(PATIENCE);
        awaitGauge(1, TangoMeter.SERVER_CONNECTIONS);
        awaitGauge(1, TangoMeter.CLIENT_CONNECTIONS);
        try (Socket hostile = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            hostile.setSoTimeout(30_000);
            hostile.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = hostile.getInputStream();
            assertThat(in.read()).isEqualTo(-1);
        }
        assertThat(awaitCount(TangoMeter.SERVER_PROTOCOL_ERRORS, "kind", "protocol_error"))
                .isEqualTo(1);
        awaitGauge(1, TangoMeter.SERVER_CONNECTIONS);
    }

    @Test
    void callsThatWaitForADriverAreCounted() {
        List<Disposable> calls = new ArrayList<>();
        calls.add(device.command("Drive").onErrorComplete().subscribe());
        // Its lane keeps others out, so nobody waits for the driver behind it: that is what a shared one is for.
        awaitGauge(0, TangoMeter.BRIDGE_QUEUE, "bridge", NAME + "/driver");
        // The driver hangs beyond its 200 ms.
        awaitGauge(1, TangoMeter.BRIDGE_QUARANTINED, "bridge", NAME + "/driver");
        release.countDown();
        awaitGauge(0, TangoMeter.BRIDGE_QUARANTINED, "bridge", NAME + "/driver");
        calls.forEach(Disposable::dispose);
    }

    @Test
    void aLoopIsLateWhileItIsHeldAndTheStallCounts() throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(1);
        device.ping().block(PATIENCE);
        await().atMost(PATIENCE)
                .until(() -> registry.get(TangoMeter.LOOP_LAG.meterName())
                                .tag("server", "Measured/test")
                                .timer()
                                .count()
                        > 0);
        device.attribute("blocking", Double.class).value().subscribe(v -> answered.countDown());
        await().atMost(PATIENCE).until(() -> {
            guardsTime.advanceTimeBy(Duration.ofMillis(25));
            return registry.find(TangoMeter.LOOP_STALLS.meterName()).counter() != null;
        });
        guardsTime.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(registry.get(TangoMeter.LOOP_STALLS.meterName())
                        .tag("server", "Measured/test")
                        .counter()
                        .count())
                .isEqualTo(1);
        release.countDown();
        assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
