package org.reactivetango.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivetango.benchmarks.process.ClientProcess;
import org.reactivetango.benchmarks.process.ClientResult;
import org.reactivetango.benchmarks.process.ClientTask;
import org.reactivetango.benchmarks.process.JavaCommand;
import org.reactivetango.benchmarks.process.MeasuredClient;
import org.reactivetango.benchmarks.process.MeasuredServer;
import org.reactivetango.benchmarks.process.Pinning;
import org.reactivetango.server.TangoServer;
import org.reactivetango.server.tangotest.TangoTest;

/** Our client as a program, with a server in this JVM. */
class MeasuredClientProgramTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    @Test
    void doesWhateverClientsAreMeasuredWith() throws Exception {
        TangoServer server = TangoServer.named("TangoTest/client")
                .device(MeasuredServer.DEVICE, TangoTest.definition())
                .bindNow();
        String url = server.deviceUrl(MeasuredServer.DEVICE);
        MeasuredClient program = new MeasuredClient(
                "our client", JavaCommand.ofClass(MeasuredClientProgram.class, List.of("-XX:TieredStopAtLevel=1")));
        try (ClientProcess client = ClientProcess.start(program, Pinning.NONE)) {
            for (String operation : List.of("read", "write", "command", "spectrum", "image")) {
                assertCalls(client.run(ClientTask.of(operation, 3), url, SHORT));
            }
            assertCalls(client.run(new ClientTask("read", 2, 1), url, SHORT));
            assertThatThrownBy(() -> client.run(ClientTask.of("fly", 1), url, SHORT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("our client failed: no such operation: fly");
            assertThatThrownBy(() -> client.run(ClientTask.of("read", 1), url.replace("/1#", "/2#"), SHORT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("sys/tg_test/2");
            assertCalls(client.run(ClientTask.of("read", 1), url, SHORT));
        } finally {
            server.closeLater().block(Duration.ofSeconds(10));
        }
    }

    private static void assertCalls(ClientResult result) {
        assertThat(result.operations()).isPositive();
        assertThat(result.nanos()).isGreaterThanOrEqualTo(SHORT.toNanos());
        assertThat(result.p50Nanos()).isPositive().isLessThanOrEqualTo(result.p99Nanos());
    }
}
