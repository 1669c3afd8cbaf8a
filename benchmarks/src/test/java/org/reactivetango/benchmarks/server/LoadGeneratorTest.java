package org.reactivetango.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivetango.benchmarks.load.BulkReader;
import org.reactivetango.benchmarks.load.LoadFailure;
import org.reactivetango.benchmarks.load.LoadGenerator;
import org.reactivetango.benchmarks.load.LoadInterval;
import org.reactivetango.benchmarks.load.LoadRequest;
import org.reactivetango.benchmarks.load.LoadShape;
import org.reactivetango.benchmarks.process.MeasuredServer;
import org.reactivetango.server.TangoServer;
import org.reactivetango.server.tangotest.TangoTest;

/** The generator counts what is right and notices what is wrong. Nothing here depends on how fast anything is. */
class LoadGeneratorTest {
    private static final LoadRequest READ = LoadRequest.read(MeasuredServer.DEVICE, MeasuredServer.ATTRIBUTE);
    private static final int STATUS_INDEX = CannedServer.ID_INDEX + 4;
    private static final int SYSTEM_EXCEPTION = 2;

    // The generator fails for a reply that is missing, doubled, to another request or not a reading; leaked buffers
    // fail
    // the whole run.
    @ParameterizedTest
    @CsvSource({"8x16, 20000", "1x1, 1000", "3x5, 1000", "64x1, 1000"})
    void ourServerAnswersEveryRequestOnce(String load, int requests) throws IOException {
        TangoServer server = TangoServer.named("TangoTest/load")
                .device(MeasuredServer.DEVICE, TangoTest.definition())
                .bindNow();
        InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
        try (LoadGenerator generator = LoadGenerator.open(address, LoadShape.parse(load), READ, null)) {
            assertThat(generator.exchange(requests).replies()).isEqualTo(requests);
            assertThat(generator.exchange(7).replies()).isEqualTo(7);
            assertThat(generator.answered()).isEqualTo(requests + 7);
        } finally {
            server.closeLater().block(Duration.ofSeconds(10));
        }
    }

    @ParameterizedTest
    @MethodSource("otherRequests")
    void ourServerAnswersOtherRequestsToo(LoadRequest request) throws IOException {
        TangoServer server = TangoServer.named("TangoTest/load")
                .device(MeasuredServer.DEVICE, TangoTest.definition())
                .bindNow();
        InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
        try (LoadGenerator generator = LoadGenerator.open(address, new LoadShape(2, 3), request, null)) {
            assertThat(generator.exchange(500).replies()).isEqualTo(500);
        } finally {
            server.closeLater().block(Duration.ofSeconds(10));
        }
    }

    static Stream<LoadRequest> otherRequests() {
        return Stream.of(
                LoadRequest.write(MeasuredServer.DEVICE, MeasuredServer.ATTRIBUTE, 2.5),
                LoadRequest.command(MeasuredServer.DEVICE, "DevDouble", 2.5),
                LoadRequest.ping(MeasuredServer.DEVICE),
                LoadRequest.inTurn(List.of(READ, LoadRequest.read("sys/TG_test/1", MeasuredServer.ATTRIBUTE))));
    }

    @Test
    void requestsInTurnHaveOneSize() {
        LoadRequest longer = LoadRequest.read("a/much/longer/device/name", MeasuredServer.ATTRIBUTE);
        assertThatThrownBy(() -> LoadRequest.inTurn(List.of(READ, longer)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void largeRepliesAreCountedWhole() throws IOException {
        TangoServer server = TangoServer.named("TangoTest/load")
                .device(MeasuredServer.DEVICE, TangoTest.definition())
                .bindNow();
        InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
        LoadRequest image = LoadRequest.read(MeasuredServer.DEVICE, "double_image_ro");
        try (BulkReader reader = BulkReader.open(address, image)) {
            assertThat(reader.replyBytes()).isBetween(251 * 251 * 8, 251 * 251 * 8 + 1000);
            assertThat(reader.run(Duration.ZERO, 5).replies()).isEqualTo(5);
            assertThat(reader.run(Duration.ofMillis(50), 2).replies()).isGreaterThanOrEqualTo(2);
            assertThatThrownBy(() -> LoadGenerator.open(address, new LoadShape(1, 1), image, null))
                    .isInstanceOf(LoadFailure.class)
                    .hasMessageContaining("too large for this load");
        } finally {
            server.closeLater().block(Duration.ofSeconds(10));
        }
    }

    @Test
    void bareServerAnswersEveryRequestOnceAndEachLatencyIsRecorded() throws IOException {
        Histogram latencies = new Histogram(60_000_000_000L, 2);
        try (CannedServer server = CannedServer.start("127.0.0.1", 0);
                LoadGenerator generator = LoadGenerator.open(server.address(), new LoadShape(8, 16), READ, latencies)) {
            assertThat(generator.exchange(2_000).replies()).isEqualTo(2_000);
            assertThat(latencies.getTotalCount()).isEqualTo(2_000);
        }
    }

    @Test
    void keepsTheServerBusyUntilTimeIsUpAndThenWaitsForTheRest() throws IOException {
        try (CannedServer server = CannedServer.start("127.0.0.1", 0);
                LoadGenerator generator = LoadGenerator.open(server.address(), new LoadShape(2, 4), READ, null)) {
            LoadInterval interval = generator.run(Duration.ofMillis(50));
            int unanswered = generator.finish(Duration.ofSeconds(10));
            assertThat(unanswered).isZero();
            assertThat(interval.nanos()).isGreaterThanOrEqualTo(50_000_000);
            assertThat(generator.answered() - interval.replies()).isBetween(0L, 8L);
        }
    }

    @Test
    void noticesReplyToAnotherRequest() {
        assertNoticed((reply, id) -> MisbehavingServer.reply(id + 1), "which was not outstanding");
    }

    @Test
    void noticesReplyThatComesTwice() {
        assertNoticed((reply, id) -> twice(reply), "which was not outstanding");
    }

    @Test
    void noticesErrorOfTheSameSize() {
        assertNoticed(
                (reply, id) -> {
                    ByteBuffer.wrap(reply).order(ByteOrder.LITTLE_ENDIAN).putInt(STATUS_INDEX, SYSTEM_EXCEPTION);
                    return reply;
                },
                "differs from the first one");
    }

    @Test
    void noticesMessageThatIsShorter() {
        assertNoticed((reply, id) -> "GIOP\1\0\1\1\0\0\0\0".getBytes(StandardCharsets.US_ASCII), "differs");
    }

    @Test
    void noticesThatTheServerHasGone() {
        assertNoticed((reply, id) -> new byte[0], "closed the connection with 1 requests outstanding");
    }

    private static void assertNoticed(MisbehavingServer.Misbehaviour then, String complaint) {
        assertThatThrownBy(() -> {
                    try (MisbehavingServer server = new MisbehavingServer(10, then);
                            LoadGenerator generator =
                                    LoadGenerator.open(server.address(), new LoadShape(1, 1), READ, null)) {
                        generator.exchange(100);
                    }
                })
                .isInstanceOf(LoadFailure.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void looksCloselyAtTheFirstReply() throws IOException {
        LoadRequest other = LoadRequest.read(MeasuredServer.DEVICE, "long_scalar");
        try (CannedServer server = CannedServer.start("127.0.0.1", 0)) {
            assertThatThrownBy(() -> LoadGenerator.open(server.address(), new LoadShape(1, 1), other, null))
                    .isInstanceOf(LoadFailure.class)
                    .hasMessageContaining("a reading of double_scalar where long_scalar was asked for");
        }
    }

    @Test
    void saysWhyAServerDoesNotRead() throws IOException {
        TangoServer server = TangoServer.named("TangoTest/load")
                .device(MeasuredServer.DEVICE, TangoTest.definition())
                .bindNow();
        InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
        try {
            assertThatThrownBy(() -> LoadGenerator.open(
                            address, new LoadShape(1, 1), LoadRequest.read(MeasuredServer.DEVICE, "absent"), null))
                    .isInstanceOf(LoadFailure.class)
                    .hasMessageContaining("absent");
            assertThatThrownBy(() -> LoadGenerator.open(
                            address, new LoadShape(1, 1), LoadRequest.read("a/b/c", MeasuredServer.ATTRIBUTE), null))
                    .isInstanceOf(LoadFailure.class)
                    .hasMessageContaining("OBJECT_NOT_EXIST");
        } finally {
            server.closeLater().block(Duration.ofSeconds(10));
        }
    }

    private static byte[] twice(byte[] reply) {
        byte[] both = Arrays.copyOf(reply, 2 * reply.length);
        System.arraycopy(reply, 0, both, reply.length, reply.length);
        return both;
    }
}
