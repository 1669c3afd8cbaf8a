package org.reactivetango.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivetango.client.exchange.RunCommand;
import org.reactivetango.core.cdr.Octets;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.ior.IiopAddress;
import org.reactivetango.core.ior.IiopProfile;
import org.reactivetango.core.ior.Ior;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.testkit.rpc.ScriptedDevice;
import org.reactivetango.testkit.rpc.ScriptedServer;
import org.reactivetango.testkit.rpc.ScriptedServer.Conversation;
import org.reactivetango.testkit.rpc.ScriptedServer.Request;

/**
 * Whatever happens between send and reply, in whatever order: each subscriber gets one end, or none after its cancel; and
 * no command reaches a server twice that has not said that it was not carried out.
 */
class EveryMonoEndsOnceTest {
    private static final boolean FULL = Boolean.getBoolean("full");
    private static final int STEPS = 300;

    static Stream<Long> seeds() {
        return LongStream.rangeClosed(1, FULL ? 500 : 8).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyCallEndsExactlyOnceAndNothingIsLeft(long seed) {
        new Run(seed).play();
    }

    /** What the server does with a request. */
    private enum Mood {
        NORMAL,
        CLOSES_AFTER_EACH,
        CLOSES_INSTEAD,
        REFUSES_WORK
    }

    /** One interleaving. */
    private static final class Run {
        private final long seed;
        private final Random random;
        private final SessionFixture test;
        private final Consumer<Request> device;
        private Mood mood = Mood.NORMAL;
        private final List<Outcome<?>> calls = new ArrayList<>();
        private final List<Request> unanswered = new ArrayList<>();
        /** Whether the server never says that something was not carried out. */
        private final boolean unsure;

        private final List<Integer> commanded = new ArrayList<>();
        private ScriptedServer server;

        Run(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.unsure = random.nextBoolean();
            this.test = new SessionFixture(policy ->
                    policy.maxOutstandingPerServer(8).maxWaitingPerServer(30).retryRefused(random.nextBoolean()));
            ScriptedDevice answering = (random.nextBoolean()
                            ? ScriptedDevice.own()
                            : ScriptedDevice.ofIdl(1 + random.nextInt(6)))
                    .on("ping", unanswered::add)
                    .on("command_inout", this::command)
                    .on("command_inout_2", this::command)
                    .on("command_inout_4", this::command);
            this.device = request -> answer(request, answering);
            this.server = test.listen(device);
        }

        private void answer(Request request, ScriptedDevice answering) {
            switch (mood) {
                case NORMAL -> answering.accept(request);
                case CLOSES_AFTER_EACH -> {
                    answering.accept(request);
                    request.conversation().close();
                }
                case CLOSES_INSTEAD -> request.conversation().close();
                case REFUSES_WORK -> request.conversation().closeOrderly();
            }
        }

        private void command(Request request) {
            request.arguments().readString();
            commanded.add((Integer) Any.CODEC.decode(request.arguments()).value());
            unanswered.add(request);
        }

        void play() {
            for (int step = 0; step < STEPS; step++) {
                test.time.run(this::step);
                if (random.nextInt(3) == 0) {
                    test.time.advanceMillis(random.nextInt(50));
                }
                if (random.nextInt(200) == 0) {
                    test.time.advance(Duration.ofMinutes(3));
                }
            }
            if (random.nextBoolean()) {
                test.time.advance(Duration.ofMinutes(1));
            }
            test.close();
            for (Outcome<?> call : calls) {
                assertThat(call.ends()).as("seed %d, %s", seed, call).isOne();
            }
            if (unsure) {
                assertThat(commanded).as("seed %d", seed).doesNotHaveDuplicates();
            }
            assertThat(test.sessions.deadlines().size()).as("seed %d", seed).isZero();
            assertThat(test.server().outstanding()).as("seed %d", seed).isZero();
            assertThat(test.server().waiting()).as("seed %d", seed).isZero();
            assertThat(server.open()).as("seed %d", seed).isEmpty();
        }

        private void step() {
            int what = random.nextInt(100);
            if (what < 45) {
                begin();
            } else if (what < 80) {
                reply();
            } else if (what < 90) {
                cancel();
            } else if (what < 96) {
                lose();
            } else if (what < 98) {
                mood = random.nextBoolean() ? Mood.NORMAL : Mood.values()[random.nextInt(unsure ? 3 : 4)];
            } else {
                server.stopListening();
                if (random.nextInt(3) > 0) {
                    ScriptedServer before = server;
                    server = test.listen(device);
                    server.conversations().addAll(before.open());
                }
            }
        }

        private void begin() {
            DeviceSession target = test.device("a/b/" + random.nextInt(3));
            long timeout = (random.nextBoolean() ? 20L : 400L) * 1_000_000;
            Outcome<?> call = random.nextBoolean()
                    ? Outcome.of(target.call(SessionFixture.aQuestion(), timeout))
                    : Outcome.of(target.call(
                            new RunCommand("Go", TangoType.DEV_LONG, calls.size(), ValueType.ANY, DevSource.DEV),
                            timeout));
            if (random.nextInt(10) == 0) {
                call.then = this::begin;
            }
            calls.add(call);
        }

        private void cancel() {
            if (!calls.isEmpty()) {
                Outcome<?> call = calls.get(random.nextInt(calls.size()));
                if (call.pending()) {
                    call.cancel();
                }
            }
        }

        private void reply() {
            if (unanswered.isEmpty()) {
                return;
            }
            Request request = unanswered.remove(random.nextInt(unanswered.size()));
            switch (unsure ? 3 + random.nextInt(7) : random.nextInt(10)) {
                case 0 -> request.raise(SystemException.UNKNOWN);
                case 1 ->
                    request.forward(Ior.of(
                            "",
                            new IiopProfile(
                                    0,
                                    new IiopAddress(SessionFixture.HOST, SessionFixture.PORT),
                                    Octets.ofLatin1(request.objectKey()),
                                    List.of())));
                case 2 -> request.reply(out -> out.writeLong(4711));
                default -> {
                    if (request.operation().equals("ping")) {
                        request.replyNothing();
                    } else {
                        request.reply(out -> Any.encode(TangoType.DEV_LONG, 1, out));
                    }
                }
            }
        }

        private void lose() {
            switch (unsure ? 1 + random.nextInt(2) : random.nextInt(3)) {
                case 0 -> server.open().forEach(Conversation::closeOrderly);
                case 1 -> server.open().forEach(Conversation::close);
                default -> test.network.cut();
            }
        }
    }
}
