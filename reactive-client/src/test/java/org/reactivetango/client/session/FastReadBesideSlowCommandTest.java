package org.reactivetango.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.client.exchange.ReadAttribute;
import org.reactivetango.client.exchange.RunCommand;
import org.reactivetango.core.limits.ConnectionPolicy;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.TangoUrl;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.rpc.RpcEndpoint;
import org.reactivetango.core.rpc.ServerConnections;
import org.reactivetango.core.transport.TcpTransport;
import org.reactivetango.testkit.peers.Peers;
import org.reactivetango.testkit.peers.PyTangoServer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A server on Tango's library in C++ has one device that sleeps for a second and another one that is read meanwhile. Its
 * ORB looks at a busy connection every 50 ms only, so the reads have to go through another one.
 */
class FastReadBesideSlowCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final boolean FULL = Boolean.getBoolean("full");
    private static final String THREAD = "fast-read";

    @RegisterExtension
    static final Peers PEERS = new Peers();

    /** On one connection 50 reads would take 2.5 s, more than the command does. */
    @Test
    void fastReadsEndWhileTheSlowCommandIsUnderWayOnAnotherConnection() {
        PyTangoServer server = server();
        Set<String> before = threads();
        Rounds rounds = new Rounds(server, policy -> policy);
        for (int round = 0; round < (FULL ? 4 : 1); round++) {
            rounds.play(50);
        }
        Set<String> ours = threads();
        ours.removeAll(before);
        rounds.end();

        rounds.print("on a connection of their own");
        assertThat(rounds.reads).isNotEmpty().allSatisfy(read -> {
            assertThat(read.commandUnderWay).isTrue();
            assertThat(read.connections).isEqualTo(2);
        });
        assertThat(ours).singleElement().asString().startsWith(THREAD);
    }

    /** What it would be like: the figure that the policy is there for. */
    @Test
    @Tag("full")
    void onOneConnectionTheyWaitForTheServersNextLook() {
        Rounds rounds = new Rounds(server(), policy -> policy.maxConnectionsPerServer(1));
        for (int round = 0; round < 4; round++) {
            rounds.play(10);
        }
        rounds.end();
        rounds.print("on the connection of the command");
        assertThat(rounds.reads).allSatisfy(read -> assertThat(read.connections).isOne());
    }

    private static PyTangoServer server() {
        return PEERS.started(PyTangoServer.start(PyTangoServer.Green.SYNCHRONOUS, "test/peer/1", "test/peer/2"));
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.startsWith("globalEventExecutor"))
                .collect(Collectors.toSet());
    }

    /** One read: how long it took, and what was the case when it ended. */
    private record Read(long micros, boolean commandUnderWay, int connections) {}

    /** Commands that sleep, one after the other, and reads beside each. */
    private static final class Rounds {
        private final PyTangoServer server;
        private final Sessions sessions;
        private final ServerConnections connections;
        private final DeviceSession slow;
        private final DeviceSession fast;
        private final List<Read> reads = new ArrayList<>();

        Rounds(PyTangoServer server, UnaryOperator<ConnectionPolicy> changes) {
            this.server = server;
            this.sessions = new Sessions(
                    TcpTransport.create(THREAD),
                    Limits.DEFAULT,
                    changes.apply(ConnectionPolicy.DEFAULT),
                    new SplittableRandom(1),
                    "test");
            this.connections = sessions.server(RpcEndpoint.of(server.host(), server.port()));
            this.slow = sessions.device(TangoUrl.parse(server.url("test/peer/1")));
            this.fast = sessions.device(TangoUrl.parse(server.url("test/peer/2")));
            Mono.when(sleep(0), read()).block(PATIENCE);
            server.process().awaitLine("sleeping");
        }

        private Mono<Object> sleep(double seconds) {
            return slow.call(
                    new RunCommand("Sleep", TangoType.DEV_DOUBLE, seconds, ValueType.ANY, DevSource.DEV),
                    PATIENCE.toNanos());
        }

        private Mono<Double> read() {
            return fast.call(new ReadAttribute<>("double_scalar", ValueType.DOUBLE, DevSource.DEV), PATIENCE.toNanos())
                    .map(reading -> reading.value());
        }

        void play(int count) {
            boolean[] underWay = {true};
            Mono<Object> sleeping =
                    sleep(1).doFinally(end -> underWay[0] = false).cache();
            sleeping.subscribe();
            server.process().awaitLine("sleeping");
            Flux.range(0, count)
                    .concatMap(i -> Mono.defer(() -> {
                        long start = System.nanoTime();
                        return read().doOnNext(value -> reads.add(
                                new Read((System.nanoTime() - start) / 1000, underWay[0], connections.connections())));
                    }))
                    .then(sleeping.then())
                    .block(PATIENCE);
        }

        void end() {
            sessions.closeLater().block(PATIENCE);
        }

        void print(String where) {
            List<Long> micros =
                    reads.stream().map(Read::micros).sorted().collect(Collectors.toCollection(ArrayList::new));
            System.out.println(micros.size() + " reads " + where + " beside commands of 1 s, in us: least "
                    + Collections.min(micros) + ", median " + micros.get(micros.size() / 2) + ", most "
                    + Collections.max(micros));
        }
    }
}
