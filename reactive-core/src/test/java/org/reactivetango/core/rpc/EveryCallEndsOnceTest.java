package org.reactivetango.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivetango.core.limits.ConnectionPolicy;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.transport.InMemoryTransport;
import org.reactivetango.testkit.rpc.ScriptedServer;
import org.reactivetango.testkit.rpc.ScriptedServer.Request;
import org.reactivetango.testkit.rpc.VirtualLoop;

/**
 * Whatever happens, in whatever order: replies in any order or never, late replies, timeouts, cancels, connections that
 * end in every way, servers that come and go. Each call ends exactly once, and nothing is left behind.
 */
class EveryCallEndsOnceTest {
    private static final boolean FULL = Boolean.getBoolean("full");
    private static final int STEPS = 400;

    static Stream<Long> seeds() {
        return LongStream.rangeClosed(1, FULL ? 2_000 : 30).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyCallEndsExactlyOnceAndNothingIsLeft(long seed) {
        new Run(seed).play();
    }

    /** One interleaving. */
    private static final class Run {
        private final long seed;
        private final Random random;
        private final VirtualLoop time = new VirtualLoop();
        private final InMemoryTransport network = InMemoryTransport.create(time.loop());
        private final Peer peer;
        private final Deadlines deadlines = new Deadlines(time.loop());
        private final ServerConnections connections;
        private final List<TestCall> calls = new ArrayList<>();
        private final List<Request> unanswered = new ArrayList<>();
        private final List<Integer> arguments = new ArrayList<>();
        private ScriptedServer server;

        Run(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.peer = Peer.values()[random.nextInt(3)];
            this.server = listen();
            this.connections = new ServerConnections(
                    RpcEndpoint.of("peer", 1000),
                    network,
                    Limits.DEFAULT,
                    ConnectionPolicy.DEFAULT
                            .maxOutstandingPerServer(8)
                            .maxOutstandingPerOwnServer(30)
                            .maxWaitingPerServer(40),
                    new SplittableRandom(seed));
        }

        private ScriptedServer listen() {
            return ScriptedServer.listen(network, "peer", 1000, request -> {
                unanswered.add(request);
                arguments.add(request.arguments().readLong());
            });
        }

        void play() {
            for (int step = 0; step < STEPS; step++) {
                time.run(this::step);
                if (random.nextInt(3) == 0) {
                    time.advanceMillis(random.nextInt(20));
                }
                if (random.nextInt(300) == 0) {
                    time.advance(Duration.ofMinutes(3));
                }
            }
            time.run(connections::close);
            time.run(() -> server.open().forEach(conversation -> conversation.reading(true)));
            time.advance(Duration.ofMinutes(5));
            for (TestCall call : calls) {
                assertThat(call.ends).as("seed %d, %s", seed, call).hasSize(1);
                assertThat(call.end()).as("seed %d", seed).doesNotContain("another");
                assertThat(call.inFlight()).as("seed %d, %s", seed, call).isFalse();
                assertThat(call.queue).as("seed %d, %s", seed, call).isNull();
                assertThat(call.line).as("seed %d, %s", seed, call).isNull();
            }
            assertThat(deadlines.size()).as("seed %d", seed).isZero();
            assertThat(connections.outstanding()).as("seed %d", seed).isZero();
            assertThat(connections.waiting()).as("seed %d", seed).isZero();
            assertThat(server.open()).as("seed %d", seed).isEmpty();
            if (peer != Peer.OWN) {
                assertThat(server.cancelled()).as("seed %d", seed).isEmpty();
            }
            network.closeLater().block();
        }

        private void step() {
            connections.recognised(peer);
            int what = random.nextInt(100);
            if (what < 45) {
                begin();
            } else if (what < 80) {
                reply();
            } else if (what < 90) {
                cancel();
            } else if (what < 94) {
                loseConnections(random.nextInt(4));
            } else if (what < 96) {
                server.open().forEach(conversation -> conversation.reading(random.nextBoolean()));
            } else if (what < 98) {
                stopOrStart();
            }
        }

        private void begin() {
            TestCall call = new TestCall(calls.size());
            call.patient = random.nextBoolean();
            call.unencodable = random.nextInt(30) == 0;
            call.then = () -> {
                deadlines.remove(call);
                if (random.nextInt(10) == 0) {
                    begin();
                }
            };
            calls.add(call);
            deadlines.add(call, (random.nextBoolean() ? 10L : 100L) * 1_000_000);
            connections.submit(call);
        }

        private void reply() {
            if (!unanswered.isEmpty()) {
                int at = random.nextInt(unanswered.size());
                int argument = arguments.remove(at);
                unanswered.remove(at).reply(out -> out.writeLong(argument));
            }
        }

        private void cancel() {
            if (!calls.isEmpty()) {
                TestCall call = calls.get(random.nextInt(calls.size()));
                if (call.ends.isEmpty()) {
                    call.cancel();
                }
            }
        }

        private void loseConnections(int how) {
            switch (how) {
                case 0 -> server.open().forEach(ScriptedServer.Conversation::closeOrderly);
                case 1 -> server.open().forEach(ScriptedServer.Conversation::close);
                case 2 -> network.cut();
                default -> server.open().forEach(conversation -> conversation.send(new byte[20]));
            }
        }

        private void stopOrStart() {
            server.stopListening();
            if (random.nextInt(3) > 0) {
                ScriptedServer before = server;
                server = listen();
                server.conversations().addAll(before.open());
                server.cancelled().addAll(before.cancelled());
            }
        }
    }
}
