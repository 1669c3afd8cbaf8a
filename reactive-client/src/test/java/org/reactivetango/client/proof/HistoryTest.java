package org.reactivetango.client.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.client.proof.HistoryChecker.Nearness;
import org.reactivetango.client.proof.HistoryChecker.Verdict;
import org.reactivetango.core.lane.SerialModel;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import org.reactivetango.testkit.ProofSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What several clients make six devices of two classes do, at hand or slow: reads, writes, commands, and commands that call
 * the next device. All of it is written down and held against what the model promises.
 */
class HistoryTest {
    private static final long SEED = 20261120;
    private static final int OPERATIONS = ProofSize.of(4_000, 1_000_000);
    private static final int CONNECTIONS = 8;
    private static final int OUTSTANDING = 16;
    private static final int[] CLASS_OF_DEVICE = {0, 0, 0, 1, 1, 1};
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PROOF = Duration.ofMinutes(9);

    /** A device that writes down what it does. A request is named by its connection and, in the lower half, its number. */
    private static final class Recorded {
        private final DeviceContext context;
        private final History history;
        private final int number;
        /** Protected by nothing but the lane. */
        private int operations;

        Recorded(DeviceContext context, History history) {
            this.context = context;
            this.history = history;
            this.number =
                    Integer.parseInt(context.name().substring(context.name().lastIndexOf('/') + 1));
        }

        static DeviceDefinition<Recorded> definition(String className, History history) {
            return DeviceDefinition.named(className, context -> Mono.just(new Recorded(context, history)))
                    .scalar("atHand", Integer.class, a -> a.get(device -> device.atHand(device.begin(-1L))))
                    .scalar("slow", Integer.class, a -> a.read(device -> device.slow(device.begin(-1L))))
                    .scalar(
                            "set",
                            Long.class,
                            a -> a.write((device, request) ->
                                    device.slow(device.begin(request)).then()))
                    .scalar("operations", Integer.class, a -> a.get(device -> device.operations))
                    .command(
                            "AtHand",
                            Long.class,
                            Integer.class,
                            c -> c.call((device, request) -> device.atHand(device.begin(request))))
                    .command(
                            "Slow",
                            Long.class,
                            Integer.class,
                            c -> c.run((device, request) -> device.slow(device.begin(request))))
                    .command("Onward", Long.class, Integer.class, c -> c.run(Recorded::onward))
                    .command("Inner", Integer.class, Integer.class, c -> c.run(Recorded::inner))
                    .build();
        }

        private int begin(long request) {
            return history.begin(number, (int) (request >> 32), (int) request);
        }

        private int atHand(int operation) {
            operations++;
            history.end(operation);
            return operation;
        }

        private Mono<Integer> slow(int operation) {
            int seen = operations;
            return Mono.delay(Duration.ofNanos(1), context.loop().asScheduler()).map(tick -> {
                operations = seen + 1;
                history.end(operation);
                return operation;
            });
        }

        /** Devices call in one direction only, so that none waits for a waiter. */
        private Mono<Integer> onward(long request) {
            int operation = begin(request);
            operations++;
            if (number == CLASS_OF_DEVICE.length - 1) {
                return Mono.fromSupplier(() -> {
                    history.end(operation);
                    return operation;
                });
            }
            return context.device(device(number + 1))
                    .command("Inner", operation, Integer.class)
                    .map(inner -> {
                        history.end(operation);
                        return operation;
                    });
        }

        private Mono<Integer> inner(int maker) {
            return slow(history.beginFor(maker, number));
        }
    }

    private static String device(int number) {
        return "test/history/" + number;
    }

    @ParameterizedTest
    @EnumSource(SerialModel.class)
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void everyOperationIsWhereTheModelSays(SerialModel model) {
        // Each makes at most one other.
        History history = new History(CLASS_OF_DEVICE, 2 * OPERATIONS);
        TangoServer.Builder builder =
                TangoServer.named("History/" + model).serial(model).limits(Limits.DEFAULT.withLaneWait(PATIENCE));
        for (int i = 0; i < CLASS_OF_DEVICE.length; i++) {
            builder = builder.device(device(i), Recorded.definition("Class" + CLASS_OF_DEVICE[i], history));
        }
        TangoServer server = builder.bindNow();
        List<Requester> requesters = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                requesters.add(new Requester(server, i, history));
            }
            Flux.fromIterable(requesters).flatMap(Requester::run, CONNECTIONS).blockLast(PROOF);
            assertThat(server.connections()).isEqualTo(CONNECTIONS);
            check(model, history, requesters.get(0).countedByDevices());
        } finally {
            Flux.fromIterable(requesters)
                    .flatMap(requester -> requester.client.closeLater())
                    .blockLast(PATIENCE);
            server.closeLater().block(PATIENCE);
        }
    }

    private static void check(SerialModel model, History history, int counted) {
        int[] sent = new int[CONNECTIONS];
        Arrays.fill(sent, OPERATIONS / CONNECTIONS);
        Verdict verdict = HistoryChecker.check(history, model, sent);
        System.out.printf(
                "%s: %,d requests, %,d operations, %,d counted by the devices, overlaps %s%n",
                model, OPERATIONS, history.operations(), counted, verdict.overlaps());
        assertThat(verdict.violations()).as("seed %d", SEED).isEmpty();
        switch (model) {
            case BY_DEVICE -> assertThat(verdict.overlaps()).containsKey(Nearness.SAME_CLASS);
            case BY_CLASS -> assertThat(verdict.overlaps()).containsOnlyKeys(Nearness.SAME_PROCESS);
            case BY_PROCESS -> assertThat(verdict.overlaps()).isEmpty();
            case NO_SYNC -> assertThat(verdict.overlaps()).containsKey(Nearness.SAME_DEVICE);
        }
        if (model == SerialModel.NO_SYNC) {
            assertThat(counted).as("updates are lost").isLessThan(history.operations());
        } else {
            assertThat(counted).isEqualTo(history.operations());
        }
    }

    /** One client on its one connection. It numbers its requests in the order in which it sends them. */
    private static final class Requester {
        private final TangoClient client = TangoClient.create();
        private final int connection;
        private final History history;
        private final SplittableRandom random;
        private final List<DeviceProxy> devices = new ArrayList<>();

        Requester(TangoServer server, int connection, History history) {
            this.connection = connection;
            this.history = history;
            this.random = new SplittableRandom(SEED + connection);
            for (int i = 0; i < CLASS_OF_DEVICE.length; i++) {
                devices.add(client.device(server.deviceUrl(device(i))).with(o -> o.timeout(PATIENCE)));
            }
        }

        /**
         * All from the client's loop, when it knows all devices: only then what is asked first is sent first. So nobody may
         * hold back the answers, for whoever then asks for more does so from a thread of his own.
         */
        Mono<Void> run() {
            return Flux.fromIterable(devices)
                    .flatMap(DeviceProxy::state)
                    .thenMany(Flux.range(0, OPERATIONS / CONNECTIONS).flatMap(this::request, OUTSTANDING))
                    .then();
        }

        private Mono<Integer> request(int sequence) {
            DeviceProxy device = devices.get(random.nextInt(devices.size()));
            long request = (long) connection << 32 | sequence;
            return switch (random.nextInt(6)) {
                case 0 -> device.attribute("atHand", Integer.class).value().doOnNext(op -> is(op, sequence));
                case 1 -> device.attribute("slow", Integer.class).value().doOnNext(op -> is(op, sequence));
                case 2 -> device.attribute("set", Long.class).write(request).thenReturn(sequence);
                case 3 -> device.command("AtHand", request, Integer.class);
                case 4 -> device.command("Slow", request, Integer.class);
                default -> device.command("Onward", request, Integer.class);
            };
        }

        private void is(int operation, int sequence) {
            history.cameFrom(operation, connection, sequence);
        }

        int countedByDevices() {
            Integer sum = Flux.fromIterable(devices)
                    .flatMap(device ->
                            device.attribute("operations", Integer.class).value())
                    .reduce(Integer::sum)
                    .block(PATIENCE);
            return sum == null ? 0 : sum;
        }
    }
}
