package org.reactivetango.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.lane.SerialModel;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A server on two event loops: what one loop guarantees, two do. */
class EventLoopsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLIENTS = 4;
    private static final int CALLS = 400;
    private static final List<String> DEVICES = List.of("test/loops/1", "test/loops/2", "test/loops/3");

    private final List<TangoClient> clients = new ArrayList<>();
    /** Not protected by anything but the lane. */
    private int onTheBus;

    @AfterEach
    void end() {
        clients.forEach(client -> client.closeLater().block(PATIENCE));
    }

    /** Not protected by anything but the lane. */
    private static final class Counter {
        private final DeviceContext context;
        private int value;
        private double[] wave = {};

        Counter(DeviceContext context) {
            this.context = context;
        }

        private Mono<Void> increment() {
            int seen = value;
            return Mono.delay(Duration.ofNanos(1), context.loop().asScheduler())
                    .then(Mono.fromRunnable(() -> value = seen + 1));
        }

        static DeviceDefinition<Counter> definition() {
            return DeviceDefinition.named("Counter", context -> Mono.just(new Counter(context)))
                    .scalar("value", Integer.class, a -> a.get(c -> c.value).set((c, v) -> c.value = v))
                    .spectrum(
                            "wave",
                            double[].class,
                            1_000_000,
                            a -> a.get(c -> c.wave).set((c, v) -> c.wave = v))
                    .command("Increment", Void.class, Void.class, c -> c.run((d, none) -> d.increment()))
                    .command(
                            "Loop",
                            Void.class,
                            String.class,
                            c -> c.call((d, none) -> Thread.currentThread().getName()))
                    .command(
                            "IncrementOther",
                            String.class,
                            Void.class,
                            c -> c.run((d, other) -> d.context.device(other).command("Increment")))
                    .command(
                            "WriteOther",
                            String.class,
                            Void.class,
                            c -> c.run((d, other) -> d.context.device(other).write("value", 7)))
                    .command(
                            "ThereAndBack",
                            String.class,
                            Void.class,
                            c -> c.run((d, other) ->
                                    d.context.device(other).command("IncrementOther", d.context.name(), Void.class)))
                    .build();
        }
    }

    private static TangoServer server(SerialModel model) {
        TangoServer.Builder server =
                TangoServer.named("Counter/loops").eventLoops(2).serial(model);
        for (String device : DEVICES) {
            server = server.device(device, Counter.definition());
        }
        return server.bindNow();
    }

    private TangoClient client() {
        TangoClient client =
                TangoClient.builder().options(o -> o.timeout(PATIENCE)).build();
        clients.add(client);
        return client;
    }

    @Test
    void devicesLiveOnBothLoopsInTurn() {
        TangoServer server = server(SerialModel.BY_DEVICE);
        try {
            List<String> loops = Flux.fromIterable(DEVICES)
                    .concatMap(
                            device -> client().device(server.deviceUrl(device)).command("Loop", String.class))
                    .collectList()
                    .block(PATIENCE);
            assertThat(loops).hasSize(3).allMatch(name -> name.startsWith("tango-server-"));
            assertThat(loops.get(0)).isEqualTo(loops.get(2)).isNotEqualTo(loops.get(1));
            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .map(Thread::getName)
                            .filter(name -> name.startsWith("tango-server")))
                    .as("two loops and the guard")
                    .hasSize(3);
        } finally {
            server.closeLater().block(PATIENCE);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SerialModel.class,
            names = {"BY_DEVICE", "BY_CLASS", "BY_PROCESS"})
    void theRaceIsExact(SerialModel model) {
        TangoServer server = server(model);
        try {
            AtomicInteger answered = new AtomicInteger();
            for (int i = 0; i < CLIENTS; i++) {
                client();
            }
            Flux.fromIterable(clients)
                    .flatMap(client -> Flux.range(0, CALLS)
                            .flatMap(
                                    i -> client.device(server.deviceUrl(DEVICES.get(i % DEVICES.size())))
                                            .command("Increment")
                                            .doOnSuccess(done -> answered.incrementAndGet()),
                                    16))
                    .blockLast(PATIENCE);
            assertThat(answered).hasValue(CLIENTS * CALLS);
            List<Integer> values = Flux.fromIterable(DEVICES)
                    .concatMap(device -> clients.get(0)
                            .device(server.deviceUrl(device))
                            .attribute("value", Integer.class)
                            .value())
                    .collectList()
                    .block(PATIENCE);
            assertThat(values.stream().mapToInt(Integer::intValue).sum()).isEqualTo(CLIENTS * CALLS);
        } finally {
            server.closeLater().block(PATIENCE);
        }
    }

    @Test
    void aChainOverBothLoopsComesBackToItsOwnDevice() {
        TangoServer server = server(SerialModel.BY_DEVICE);
        try {
            DeviceProxy one = client().device(server.deviceUrl(DEVICES.get(0)));
            one.command("ThereAndBack", DEVICES.get(1), Void.class).block(PATIENCE);
            assertThat(one.attribute("value", Integer.class).value().block(PATIENCE))
                    .isEqualTo(1);
            one.command("WriteOther", DEVICES.get(1), Void.class).block(PATIENCE);
            assertThat(clients.get(0)
                            .device(server.deviceUrl(DEVICES.get(1)))
                            .attribute("value", Integer.class)
                            .read()
                            .block(PATIENCE)
                            .setValue())
                    .isEqualTo(7);
        } finally {
            server.closeLater().block(PATIENCE);
        }
    }

    /** What is on one lane, wherever it is called from. */
    private final class OnTheBus {
        private final DeviceContext context;

        OnTheBus(DeviceContext context) {
            this.context = context;
        }

        private Mono<Integer> increment() {
            int seen = onTheBus;
            return Mono.delay(Duration.ofNanos(1), context.loop().asScheduler())
                    .then(Mono.fromCallable(() -> onTheBus = seen + 1));
        }

        private Mono<Integer> incrementFromAfar() {
            return context.lane("bus-1").call("increment", this::increment);
        }
    }

    @Test
    void whatSharesALaneByNameSharesItsLoop() {
        DeviceDefinition<OnTheBus> gauge = DeviceDefinition.named("Gauge", context -> Mono.just(new OnTheBus(context)))
                .scalar("level", Integer.class, a -> a.lane("bus-1").read(OnTheBus::increment))
                .command(
                        "Increment",
                        Void.class,
                        Integer.class,
                        c -> c.lane("bus-1").run((d, none) -> d.increment()))
                .build();
        DeviceDefinition<OnTheBus> other = DeviceDefinition.named("Other", context -> Mono.just(new OnTheBus(context)))
                .command("Increment", Void.class, Integer.class, c -> c.run((d, none) -> d.incrementFromAfar()))
                .build();
        Map<String, LoopScheduler> loops = new ConcurrentHashMap<>();
        DeviceDefinition<DeviceContext> plain = DeviceDefinition.named(
                        "Plain",
                        context -> Mono.fromSupplier(() -> {
                            loops.put(context.name(), context.loop());
                            loops.put("bus-1", context.lane("bus-1").loop());
                            return context;
                        }))
                .build();
        List<String> callers = List.of("test/gauge/1", "test/other/1", "test/gauge/2");
        TangoServer server = TangoServer.named("Buses/loops")
                .eventLoops(2)
                .device(callers.get(0), gauge)
                .device(callers.get(1), other)
                .device(callers.get(2), gauge)
                .device("test/plain/1", plain)
                .device("test/plain/2", plain)
                .bindNow();
        try {
            assertThat(loops.get("test/plain/1")).isSameAs(loops.get("bus-1"));
            assertThat(loops.get("test/plain/2")).isNotSameAs(loops.get("bus-1"));
            TangoClient tango = client();
            Flux.range(0, CALLS)
                    .flatMap(
                            i -> {
                                DeviceProxy device = tango.device(server.deviceUrl(callers.get(i % 3)));
                                return i % 6 == 0
                                        ? device.attribute("level", Integer.class)
                                                .value()
                                        : device.command("Increment", Integer.class);
                            },
                            16)
                    .blockLast(PATIENCE);
            assertThat(onTheBus).isEqualTo(CALLS);
        } finally {
            server.closeLater().block(PATIENCE);
        }
    }

    /** Small and large requests and replies, that change loops or not. */
    @Test
    void whatCrossesArrivesWhole() {
        TangoServer server = server(SerialModel.BY_DEVICE);
        try {
            TangoClient tango = client();
            for (int size : new int[] {0, 1, 100, 8_191, 100_000, 1_000_000}) {
                double[] wave = new double[size];
                for (int i = 0; i < size; i++) {
                    wave[i] = i;
                }
                for (String device : DEVICES) {
                    AttributeProxy<double[]> attribute =
                            tango.device(server.deviceUrl(device)).attribute("wave", double[].class);
                    attribute.write(wave).block(PATIENCE);
                    assertThat(attribute.value().block(PATIENCE)).isEqualTo(wave);
                }
            }
        } finally {
            server.closeLater().block(PATIENCE);
        }
    }

    @Test
    void thereIsAtLeastOneLoop() {
        assertThatThrownBy(() -> TangoServer.named("Counter/loops").eventLoops(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 256 event loops");
    }
}
