package org.reactivetango.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Mono;

/** Chains of calls that leave their server and come back: two servers in one process, each with a client of its own. */
class ChainsOverTcpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int DEPTH = 20;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final TangoClient[] clients = new TangoClient[2];
    private final TangoServer[] servers = new TangoServer[2];

    /** Device {@code here} calls the device of the other server. */
    private DeviceDefinition<?> definition(int here) {
        return DeviceDefinition.named("Hop")
                .scalar(
                        "level",
                        Integer.class,
                        a -> a.read(c -> there(here)
                                        .attribute("depth", Integer.class)
                                        .value())
                                .write((c, depth) -> depth == 0
                                        ? logged("bottom")
                                        : there(here)
                                                .attribute("level", Integer.class)
                                                .write(depth - 1)))
                .scalar("depth", Integer.class, a -> a.read(c -> there(here).command("Depth", Integer.class)))
                .command("Depth", Void.class, Integer.class, c -> c.call((d, none) -> DEPTH))
                .command("Go", Integer.class, Void.class, c -> c.run((d, depth) -> go(here, depth)))
                .command(
                        "GoUntold",
                        Integer.class,
                        Void.class,
                        c -> c.run((d, depth) ->
                                // A subscription of its own is outside the chain of calls.
                                Mono.create(sink -> sink.onDispose(
                                        go(here, depth).subscribe(nothing -> {}, sink::error, sink::success)))))
                .build();
    }

    private DeviceProxy there(int here) {
        return device(clients[here], 1 - here);
    }

    private DeviceProxy device(TangoClient client, int server) {
        return client.device(servers[server].deviceUrl("test/hop/" + server));
    }

    private Mono<Void> logged(String what) {
        return Mono.fromRunnable(() -> log.add(what));
    }

    private Mono<Void> go(int here, int depth) {
        Mono<Void> on = depth == 0 ? logged("bottom") : there(here).command("Go", depth - 1, Void.class);
        return logged("+" + depth).then(on).then(logged("-" + depth));
    }

    @BeforeEach
    void serve() {
        for (int i = 0; i < 2; i++) {
            clients[i] = TangoClient.builder().options(o -> o.timeout(PATIENCE)).build();
            // The second runs on two loops: its device may live on another than the connection over which a call comes.
            servers[i] = TangoServer.named("Hop/" + i)
                    .eventLoops(1 + i)
                    .device("test/hop/" + i, definition(i))
                    .bindNow();
        }
    }

    @AfterEach
    void end() {
        for (int i = 0; i < 2; i++) {
            clients[i].closeLater().then(servers[i].closeLater()).block(PATIENCE);
        }
    }

    @Test
    void aChainToDepth20RunsInline() {
        device(clients[0], 0).command("Go", DEPTH, Void.class).block(PATIENCE);
        List<String> nested = new ArrayList<>();
        for (int depth = DEPTH; depth >= 0; depth--) {
            nested.add("+" + depth);
        }
        nested.add("bottom");
        for (int depth = 0; depth <= DEPTH; depth++) {
            nested.add("-" + depth);
        }
        assertThat(log).containsExactlyElementsOf(nested);
    }

    @Test
    void readsAndWritesBelongToTheChainToo() {
        AttributeProxy<Integer> level = device(clients[0], 0).attribute("level", Integer.class);
        assertThat(level.value().block(PATIENCE)).isEqualTo(DEPTH);
        level.write(DEPTH).block(PATIENCE);
        assertThat(log).containsExactly("bottom");
    }

    @Test
    void whatLosesTheContextWaitsAndIsToldWhy() {
        // The second call back to device 0 does not belong to the chain that holds it.
        Mono<Void> call = device(clients[0], 0).command("GoUntold", 2, Void.class);
        assertThat(call.thenReturn("done")
                        .onErrorResume(DevFailedException.class, e -> {
                            assertThat(e.reason()).isEqualTo(Reasons.COMMAND_TIMED_OUT);
                            assertThat(e.getMessage())
                                    .contains("test/hop/0", "command GoUntold", "came through other servers");
                            return Mono.just("refused");
                        })
                        .block(PATIENCE))
                .isEqualTo("refused");
        assertThat(log).doesNotContain("bottom");
    }
}
