package org.reactivetango.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.lane.SerialModel;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The race, over the wire: a command reads a value, waits, and writes it back plus one. */
class SerialModelsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLIENTS = 8;
    private static final int CALLS = 1_000;

    /** Not protected by anything but the lane. */
    private static final class Counter {
        private final DeviceContext context;
        private int value;

        Counter(DeviceContext context) {
            this.context = context;
        }

        private Mono<Void> increment() {
            int seen = value;
            return Mono.fromRunnable(() -> value = seen + 1)
                    .delaySubscription(
                            Mono.delay(Duration.ofNanos(1), context.loop().asScheduler()))
                    .then();
        }

        static DeviceDefinition<Counter> definition() {
            return DeviceDefinition.named("Counter", context -> Mono.just(new Counter(context)))
                    .scalar("value", Integer.class, a -> a.get(counter -> counter.value))
                    .command("Increment", Void.class, Void.class, c -> c.run((counter, none) -> counter.increment()))
                    .command(
                            "IncrementOther",
                            String.class,
                            Void.class,
                            c -> c.run((counter, other) ->
                                    counter.context.device(other).command("Increment")))
                    .command(
                            "ThereAndBack",
                            String.class,
                            Void.class,
                            c -> c.run((counter, other) -> counter.context
                                    .device(other)
                                    .command("IncrementOther", counter.context.name(), Void.class)))
                    .build();
        }
    }

    @ParameterizedTest
    @EnumSource(SerialModel.class)
    void theRace(SerialModel model) {
        TangoServer server = TangoServer.named("Counter/" + model)
                .serial(model)
                .device("test/counter/1", Counter.definition())
                .bindNow();
        List<TangoClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(TangoClient.create());
            }
            AtomicInteger answered = new AtomicInteger();
            Flux.fromIterable(clients)
                    .flatMap(
                            client -> Flux.range(0, CALLS / CLIENTS)
                                    .flatMap(
                                            i -> client.device(server.deviceUrl("test/counter/1"))
                                                    .with(o -> o.timeout(PATIENCE))
                                                    .command("Increment")
                                                    .doOnSuccess(done -> answered.incrementAndGet()),
                                            16),
                            CLIENTS)
                    .blockLast(PATIENCE);
            Integer value = clients.get(0)
                    .device(server.deviceUrl("test/counter/1"))
                    .attribute("value", Integer.class)
                    .value()
                    .block(PATIENCE);
            assertThat(answered).hasValue(CALLS);
            if (model == SerialModel.NO_SYNC) {
                assertThat(value).as("updates are lost").isLessThan(CALLS);
            } else {
                assertThat(value).isEqualTo(CALLS);
            }
        } finally {
            clients.forEach(client -> client.closeLater().block(PATIENCE));
            server.closeLater().block(PATIENCE);
        }
    }

    @Test
    void aChainThatComesBackToItsOwnDeviceCompletes() {
        TangoServer server = TangoServer.named("Counter/chain")
                .device("test/counter/1", Counter.definition())
                .device("test/counter/2", Counter.definition())
                .bindNow();
        TangoClient tango = TangoClient.create();
        try {
            DeviceProxy one = tango.device(server.deviceUrl("test/counter/1"));
            one.command("ThereAndBack", "test/counter/2", Void.class).block(PATIENCE);
            assertThat(one.attribute("value", Integer.class).value().block(PATIENCE))
                    .isEqualTo(1);
            assertThat(one.command("IncrementOther", "test/no/such", Void.class)
                            .onErrorResume(DevFailedException.class, e -> {
                                assertThat(e.reason()).isEqualTo(Reasons.DEVICE_NOT_FOUND);
                                return Mono.empty();
                            })
                            .block(PATIENCE))
                    .isNull();
        } finally {
            tango.closeLater().then(server.closeLater()).block(PATIENCE);
        }
    }
}
