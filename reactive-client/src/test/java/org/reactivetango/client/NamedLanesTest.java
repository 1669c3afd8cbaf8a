package org.reactivetango.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.lane.SerialModel;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Devices, attributes and commands on lanes of their own names, over the wire. */
class NamedLanesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Sinks.Empty<Void> gate = Sinks.empty();

    private Mono<Integer> waits(String what) {
        return Mono.defer(() -> {
            log.add("+" + what);
            return gate.asMono().then(Mono.fromCallable(() -> {
                log.add("-" + what);
                return 1;
            }));
        });
    }

    private DeviceDefinition<DeviceContext> onTheBus(String className) {
        return DeviceDefinition.named(className)
                .lane("bus-1")
                .scalar("level", Integer.class, a -> a.read(c -> waits(c.name())))
                .build();
    }

    @Test
    void whatSharesABusDoesNotOverlapAndWhatDoesNotDoes() {
        DeviceDefinition<DeviceContext> mixed = DeviceDefinition.named("Mixed")
                .scalar("onBus", Integer.class, a -> a.lane("bus-1").read(c -> waits("attribute")))
                .scalar("own", Integer.class, a -> a.get(c -> 7))
                .command(
                        "OnBus", Void.class, Integer.class, c -> c.lane("bus-1").run((d, none) -> waits("command")))
                .build();
        TangoServer server = TangoServer.named("Buses/1")
                .serial(SerialModel.BY_PROCESS)
                .device("test/gauge/1", onTheBus("Gauge"))
                .device("test/valve/1", onTheBus("Valve"))
                .device("test/mixed/1", mixed)
                .bindNow();
        TangoClient tango = TangoClient.create();
        try {
            DeviceProxy third = tango.device(server.deviceUrl("test/mixed/1")).with(o -> o.timeout(PATIENCE));
            Flux<Integer> all = Flux.mergeSequential(
                    tango.attribute(server.deviceUrl("test/gauge/1").replace("#", "/level#"), Integer.class)
                            .value(),
                    tango.attribute(server.deviceUrl("test/valve/1").replace("#", "/level#"), Integer.class)
                            .value(),
                    third.attribute("onBus", Integer.class).value(),
                    third.command("OnBus", Integer.class));
            Mono<List<Integer>> done = all.collectList().cache();
            done.subscribe();
            // Everything has arrived when these have been answered: all goes over one connection.
            third.state().block(PATIENCE);
            tango.device(server.deviceUrl("test/gauge/1")).state().block(PATIENCE);
            tango.device(server.deviceUrl("test/valve/1")).state().block(PATIENCE);
            assertThat(third.attribute("own", Integer.class).value().block(PATIENCE))
                    .as("the device's own lane is free")
                    .isEqualTo(7);
            assertThat(log).as("one on the bus").hasSize(1);
            gate.tryEmitEmpty();
            assertThat(done.block(PATIENCE)).containsExactly(1, 1, 1, 1);
            assertThat(log).hasSize(8);
            for (int i = 0; i < 8; i += 2) {
                assertThat(log.get(i + 1)).isEqualTo(log.get(i).replace('+', '-'));
            }
        } finally {
            tango.closeLater().then(server.closeLater()).block(PATIENCE);
        }
    }
}
