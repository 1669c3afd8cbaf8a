package org.reactivetango.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.lane.SerialModel;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import org.reactivetango.testkit.ProofSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The race, over the wire: a command reads a value, waits, and writes it back plus one. */
class SerialModelsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PROOF = Duration.ofMinutes(9);
    private static final int CALLS = ProofSize.of(100_000);
    /** Of one client at a time; of 64 clients together fewer than a lane takes. */
    private static final int OUTSTANDING = 8;

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

    static Stream<Arguments> racers() {
        return Stream.of(SerialModel.values())
                .flatMap(model -> Stream.of(2, 8, 64).map(clients -> arguments(model, clients)));
    }

    @ParameterizedTest
    @MethodSource("racers")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void theRace(SerialModel model, int clientCount) {
        TangoServer server = TangoServer.named("Counter/" + model)
                .serial(model)
                .limits(Limits.DEFAULT.withLaneWait(PATIENCE))
                .device("test/counter/1", Counter.definition())
                .bindNow();
        List<TangoClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < clientCount; i++) {
                clients.add(TangoClient.create());
            }
            AtomicInteger taken = new AtomicInteger();
            Long answered = Flux.fromIterable(clients)
                    .flatMap(client -> increments(client, server, taken), clientCount)
                    .count()
                    .block(PROOF);
            Integer value = clients.get(0)
                    .device(server.deviceUrl("test/counter/1"))
                    .attribute("value", Integer.class)
                    .value()
                    .block(PATIENCE);
            System.out.printf(
                    "%s, %d clients on %d connections: %,d of %,d increments left%n",
                    model, clientCount, server.connections(), value, answered);
            assertThat(server.connections()).isEqualTo(clientCount);
            assertThat(answered).isEqualTo(CALLS);
            if (model == SerialModel.NO_SYNC) {
                assertThat(value).as("updates are lost").isLessThan(CALLS);
            } else {
                assertThat(value).isEqualTo(CALLS);
            }
        } finally {
            Flux.fromIterable(clients)
                    .flatMap(TangoClient::closeLater, clientCount)
                    .blockLast(PATIENCE);
            server.closeLater().block(PATIENCE);
        }
    }

    /** As many as this client gets hold of, some at a time: all clients together make {@link #CALLS}. */
    private static Flux<Boolean> increments(TangoClient client, TangoServer server, AtomicInteger taken) {
        Mono<Void> increment = client.device(server.deviceUrl("test/counter/1"))
                .with(o -> o.timeout(PATIENCE))
                .command("Increment");
        return Flux.<Integer>generate(sink -> {
                    int number = taken.getAndIncrement();
                    if (number < CALLS) {
                        sink.next(number);
                    } else {
                        sink.complete();
                    }
                })
                .flatMap(number -> increment.thenReturn(true), OUTSTANDING);
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
