package org.reactivetango.client.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.TangoTimeoutException;
import org.reactivetango.testkit.peers.Peers;
import org.reactivetango.testkit.peers.PyTangoServer;
import org.reactivetango.testkit.peers.TangoTestServer;
import reactor.core.publisher.Mono;

/** How our client gets on with servers in C++ that it has lost, or that it has lost patience with. */
class ConnectionsToPeersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final Peers PEERS = new Peers();

    private TangoClient tango;

    @BeforeEach
    void start() {
        tango = TangoClient.builder()
                .options(options -> options.timeout(PATIENCE))
                .build();
    }

    @AfterEach
    void end() {
        tango.closeLater().block(PATIENCE);
    }

    private static PyTangoServer pyTango() {
        return PEERS.started(PyTangoServer.start(PyTangoServer.Green.SYNCHRONOUS, "test/peer/1", "test/peer/2"));
    }

    /** Had it been said to the server that the call was cancelled, nothing would be answered on that connection again. */
    @Test
    void aServerInCppGoesOnAnsweringAfterCancelsAndTimeouts() {
        PyTangoServer server = pyTango();
        DeviceProxy slow = tango.device(server.url("test/peer/1"));
        DeviceProxy fast = tango.device(server.url("test/peer/2"));
        Mono.when(slow.ping(), fast.ping()).block(PATIENCE);
        DeviceProxy hurried = slow.with(options -> options.timeout(Duration.ofMillis(100)));
        for (int i = 0; i < 6; i++) {
            Mono<Void> sleep = i % 2 == 0
                    ? slow.command("Sleep", 0.3, Void.class)
                            .timeout(Duration.ofMillis(100))
                            .onErrorComplete()
                    : hurried.command("Sleep", 0.3, Void.class).onErrorResume(TangoTimeoutException.class, e -> {
                        assertThat(e.completion()).isEqualTo(Completion.MAYBE);
                        return Mono.empty();
                    });
            sleep.block(PATIENCE);
            assertThat(fast.state().block(PATIENCE)).isNotNull();
        }
        assertThat(Objects.requireNonNull(slow.status().block(PATIENCE))).isNotEmpty();
    }

    @Test
    void aServerInCppThatRestartsIsFoundAgain() {
        TangoTestServer first = PEERS.tangoTest();
        DeviceProxy device = tango.device(first.url());
        device.ping().block(PATIENCE);
        first.close();
        // Nobody listens now: the read waits.
        CompletableFuture<Integer> waiting =
                device.attribute("long_scalar", Integer.class).value().toFuture();
        assertThat(waiting).isNotDone();
        PEERS.started(first.startAgain());
        assertThat(waiting).succeedsWithin(PATIENCE);
    }
}
