package org.reactivetango.client.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.client.proof.FrameAttack.Sent;
import org.reactivetango.core.captures.CapturedMessage;
import org.reactivetango.core.captures.Captures;
import org.reactivetango.core.captures.Captures.Capture;
import org.reactivetango.server.ConnectionCounts;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import org.reactivetango.server.tangotest.TangoTest;
import org.reactivetango.testkit.ProofSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * R02: recorded requests, damaged, against a server at work, from many connections at once. The device they were
 * recorded for is served, so that what the damage leaves is carried out. Clients that behave write and read back all the
 * while, and notice nothing.
 */
class HostileFramesTest {
    private static final long SEED = 20261120;
    private static final String DEVICE = "sys/tg_test/1";
    private static final int FRAMES = ProofSize.of(500_000);
    private static final int ATTACKERS = 50;
    private static final int GOOD_CLIENTS = 4;
    private static final int LEAST_ROUNDS = 100;
    private static final int MOST_SAMPLE_BYTES = 16 << 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<TangoClient> clients = new ArrayList<>();
    private final ExecutorService attackers = Executors.newFixedThreadPool(ATTACKERS);
    private TangoServer server;

    /** Keeps what is written. */
    private static final class Kept {
        private double number;
        private double[] wave = {};

        static DeviceDefinition<Kept> definition() {
            return DeviceDefinition.named("Kept", context -> Mono.fromSupplier(Kept::new))
                    .scalar("number", Double.class, a -> a.get(k -> k.number).set((k, v) -> k.number = v))
                    .spectrum(
                            "wave",
                            double[].class,
                            1000,
                            a -> a.get(k -> k.wave).set((k, v) -> k.wave = v))
                    .build();
        }
    }

    /** One that behaves, with a device and a connection of its own. */
    private record GoodClient(AttributeProxy<Double> number, AttributeProxy<double[]> wave) {
        static GoodClient of(DeviceProxy device) {
            return new GoodClient(device.attribute("number", Double.class), device.attribute("wave", double[].class));
        }

        /** Writes and reads back; an error if it is not what was written. */
        Mono<Boolean> round(int i) {
            double written = i + 0.25;
            double[] samples = new double[i % 1000];
            Arrays.fill(samples, written);
            return number.write(written)
                    .then(number.value())
                    .doOnNext(read -> assertThat(read).isEqualTo(written))
                    .then(wave.write(samples))
                    .then(wave.value())
                    .doOnNext(read -> assertThat(read).isEqualTo(samples))
                    .thenReturn(true);
        }
    }

    @BeforeEach
    void serve() {
        TangoServer.Builder builder = TangoServer.named("TangoTest/hostile").device(DEVICE, TangoTest.definition(1));
        for (int i = 0; i < GOOD_CLIENTS; i++) {
            builder = builder.device("test/kept/" + i, Kept.definition());
        }
        server = builder.bindNow();
    }

    @AfterEach
    void end() throws InterruptedException {
        attackers.shutdownNow();
        assertThat(attackers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        clients.forEach(client -> client.closeLater().block(PATIENCE));
        server.closeLater().block(PATIENCE);
    }

    private static List<byte[]> samples() {
        List<byte[]> samples = new ArrayList<>();
        Captures.all().stream()
                .filter(capture -> capture.requestMessages().stream()
                        .anyMatch(message -> message.type() == CapturedMessage.REQUEST
                                && message.objectKey().equals(DEVICE)))
                .map(Capture::request)
                .forEach(samples::add);
        // A server never gets a reply from those who behave.
        Captures.ofSet("probe-tt9").map(Capture::reply).forEach(samples::add);
        samples.removeIf(sample -> sample.length == 0 || sample.length > MOST_SAMPLE_BYTES);
        return samples;
    }

    @Test
    @Timeout(3600)
    void clientsThatBehaveNoticeNothing() throws Exception {
        AtomicBoolean attackEnded = new AtomicBoolean();
        List<GoodClient> good = new ArrayList<>();
        for (int i = 0; i < GOOD_CLIENTS; i++) {
            TangoClient client = TangoClient.create();
            clients.add(client);
            good.add(GoodClient.of(
                    client.device(server.deviceUrl("test/kept/" + i)).with(o -> o.timeout(PATIENCE))));
        }
        Flux.fromIterable(good).concatMap(client -> client.round(1)).blockLast(PATIENCE);
        var rounds = Flux.fromIterable(good)
                .flatMap(
                        client -> Flux.range(0, Integer.MAX_VALUE)
                                .takeWhile(i -> i < LEAST_ROUNDS || !attackEnded.get())
                                .concatMap(client::round),
                        GOOD_CLIENTS)
                .count()
                .toFuture();

        Sent sent = attack();
        attackEnded.set(true);

        long withoutError = rounds.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        await().atMost(PATIENCE).until(() -> server.connections() == GOOD_CLIENTS);
        ConnectionCounts counts = server.connectionCounts();
        System.out.printf(
                "R02: %s, seed %d%n     %s%n     %,d rounds of the good clients, 4 calls each%n",
                sent, SEED, counts, withoutError);
        assertThat(sent.frames()).isEqualTo(FRAMES);
        assertThat(withoutError).isGreaterThanOrEqualTo(GOOD_CLIENTS * (long) LEAST_ROUNDS);
        assertThat(counts.internalErrors()).isZero();
        assertThat(counts.refused()).isZero();
        // Or the frames would not have come through to the decoders.
        assertThat(counts.protocolErrors()).isGreaterThan(FRAMES / 100);
        assertThat(counts.malformedArguments()).isGreaterThan(FRAMES / 100);
        assertThat(sent.heardBytes()).isGreaterThan(FRAMES);
        // The connections of the first round are still there: nobody has reconnected.
        assertThat(counts.accepted()).isEqualTo(sent.connections() + GOOD_CLIENTS);
    }

    private Sent attack() throws Exception {
        List<byte[]> samples = samples();
        List<Future<Sent>> shares = new ArrayList<>();
        for (int i = 0; i < ATTACKERS; i++) {
            shares.add(attackers.submit(new FrameAttack(server.port(), samples, SEED + i, FRAMES / ATTACKERS)));
        }
        Sent sent = Sent.NOTHING;
        for (Future<Sent> share : shares) {
            sent = sent.plus(share.get());
        }
        return sent;
    }
}
