package org.reactivetango.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivetango.core.lane.SerialModel;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.testkit.ProofSize;
import reactor.core.publisher.Mono;

/** Clients that speak something else, are too many, or ask without waiting, over TCP. */
class HostileClientsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DEVICE = "test/flood/1";
    private static final byte[] PING = HexFormat.of()
            .parseHex("47494f5001000100" + "2c000000" + "00000000" + "07000000" + "01000000" + "0c000000"
                    + "746573742f666c6f6f642f31" + "05000000" + "70696e6700000000" + "00000000");

    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicReference<Counting> device = new AtomicReference<>();
    private TangoServer server;

    /** Counts how many of its commands are under way, on the loop; read by anybody. */
    private static final class Counting {
        private final DeviceContext context;
        private int underWay;
        private volatile int mostUnderWay;

        Counting(DeviceContext context) {
            this.context = context;
        }

        /** Every other one takes a turn of the loop's timers, so that answers overtake each other. */
        Mono<Integer> echo(int number) {
            if (number % 2 == 0) {
                return Mono.just(-number);
            }
            mostUnderWay = Math.max(mostUnderWay, ++underWay);
            return Mono.delay(Duration.ofNanos(1), context.loop().asScheduler()).map(due -> {
                underWay--;
                return -number;
            });
        }
    }

    private DeviceDefinition<Counting> counting() {
        return DeviceDefinition.named(
                        "Counting",
                        context ->
                                Mono.fromSupplier(() -> new Counting(context)).doOnNext(device::set))
                .serial(SerialModel.NO_SYNC)
                .command("Echo", Integer.class, Integer.class, c -> c.run(Counting::echo))
                .build();
    }

    private void serve(Limits limits) {
        server = TangoServer.named("Flood/test")
                .limits(limits)
                .device(DEVICE, counting())
                .bindNow();
    }

    @AfterEach
    void end() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.closeLater().block(PATIENCE);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        sockets.add(socket);
        return socket;
    }

    private static void assertServed(Socket socket) throws IOException {
        socket.getOutputStream().write(PING);
        assertThat(socket.getInputStream().readNBytes(24))
                .startsWith('G', 'I', 'O', 'P')
                .hasSize(24);
    }

    @Test
    void otherProtocolsAreClosedWithoutAWordAndCounted() throws IOException {
        serve(Limits.DEFAULT);
        Socket good = connect();
        assertServed(good);
        List<String> greetings = List.of(
                "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003" + "\u00a5".repeat(507));
        for (String greeting : greetings) {
            Socket socket = connect();
            socket.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(socket.getInputStream().read()).as(greeting).isEqualTo(-1);
        }
        // A port scan connects and is gone: nobody's error.
        connect().close();
        await().atMost(PATIENCE).until(() -> server.connections() == 1);
        assertServed(good);
        assertThat(server.connectionCounts()).isEqualTo(new ConnectionCounts(5, 0, 3, 0, 0, 0, 0, 0));
    }

    @Test
    void whoIsOneTooManyIsClosedAndCountedAndTheOthersStay() throws IOException {
        serve(Limits.DEFAULT.withMaxConnections(3));
        for (int i = 0; i < 3; i++) {
            assertServed(connect());
        }
        for (int i = 0; i < 10; i++) {
            assertThat(connect().getInputStream().read()).isEqualTo(-1);
        }
        assertThat(server.connectionCounts().refused()).isEqualTo(10);
        assertThat(server.connections()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertServed(sockets.get(i));
        }
        sockets.get(0).close();
        await().atMost(PATIENCE).until(() -> server.connections() == 2);
        assertServed(connect());
    }

    /** R12: 1 % in every build. */
    @Test
    @Timeout(1800)
    void aFloodIsAnsweredEachOnceAndNoMoreThan128AreUnderWay() throws Exception {
        serve(Limits.DEFAULT);
        int requests = ProofSize.of(1_000_000);
        PipelinedFlood flood = new PipelinedFlood(connect(), DEVICE, "Echo", requests);
        flood.run();
        assertThat(flood.problems()).isEmpty();
        assertThat(flood.answered()).isEqualTo(requests);
        assertThat(device.get().mostUnderWay).isEqualTo(Limits.DEFAULT.maxInFlightPerConnection());
        ConnectionCounts counts = server.connectionCounts();
        System.out.printf(
                "flood: %,d requests, each answered once, %,d overtaken, reading paused %,d times%n",
                requests, flood.overtaken(), counts.pauses());
        assertThat(flood.overtaken()).isPositive();
        assertThat(counts).isEqualTo(new ConnectionCounts(1, 0, 0, 0, 0, 0, counts.pauses(), 0));
        assertThat(counts.pauses()).isGreaterThan(requests / 1000);
    }
}
