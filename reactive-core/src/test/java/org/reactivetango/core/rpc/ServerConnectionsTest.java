package org.reactivetango.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.giop.GiopMessageType;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.limits.ConnectionPolicy;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.transport.InMemoryTransport;
import org.reactivetango.testkit.rpc.ScriptedServer;
import org.reactivetango.testkit.rpc.ScriptedServer.Conversation;
import org.reactivetango.testkit.rpc.ScriptedServer.Request;
import org.reactivetango.testkit.rpc.VirtualLoop;

class ServerConnectionsTest {
    private static final String HOST = "peer";
    private static final int PORT = 1000;

    private final VirtualLoop time = new VirtualLoop();
    private final InMemoryTransport network = InMemoryTransport.create(time.loop());
    private final WatchedTransport transport = new WatchedTransport(network);
    private final List<Request> unanswered = new ArrayList<>();
    private final List<Integer> arguments = new ArrayList<>();
    private ConnectionPolicy policy = ConnectionPolicy.DEFAULT;
    private RpcEndpoint endpoint = RpcEndpoint.of(HOST, PORT);
    private @Nullable ScriptedServer server;
    private @Nullable ServerConnections connections;

    @AfterEach
    void close() {
        time.run(() -> connections().close());
        network.closeLater().block();
    }

    private ScriptedServer server() {
        if (server == null) {
            server = ScriptedServer.listen(transport, HOST, PORT, request -> {
                arguments.add(request.arguments().readLong());
                unanswered.add(request);
            });
        }
        return server;
    }

    private ServerConnections connections() {
        if (connections == null) {
            connections = new ServerConnections(endpoint, transport, Limits.DEFAULT, policy, new SplittableRandom(1));
        }
        return connections;
    }

    /** The connections to a server that runs and is of that kind. */
    private ServerConnections connectionsTo(Peer peer) {
        server();
        answer(submit(0));
        connections().recognised(peer);
        arguments.clear();
        return connections();
    }

    private TestCall submit(int argument) {
        return submit(new TestCall(argument));
    }

    private TestCall submit(TestCall call) {
        time.run(() -> connections().submit(call));
        return call;
    }

    private List<TestCall> submit(int from, int to) {
        return IntStream.range(from, to).mapToObj(this::submit).toList();
    }

    /** Lets the server answer all that it has not answered, until nothing new comes. */
    private void answerAll() {
        while (!unanswered.isEmpty()) {
            answerNext();
        }
    }

    private void answerNext() {
        answerAs(unanswered.remove(0));
    }

    private void answerAs(Request request) {
        int argument = arguments.get(server().requests().indexOf(request) - forgotten());
        time.run(() -> request.reply(out -> out.writeLong(argument)));
    }

    /** Requests from before the arguments were cleared. */
    private int forgotten() {
        return server().requests().size() - arguments.size();
    }

    private void answer(TestCall call) {
        answerAll();
        assertThat(call.end()).isEqualTo("replied");
    }

    private void onAll(Consumer<Conversation> action) {
        List<Conversation> open = server().open();
        time.run(() -> open.forEach(action));
    }

    @Nested
    class WithAServerOfOurs {
        @Test
        void thereIsOneConnectionForEverything() {
            ServerConnections own = connectionsTo(Peer.OWN);
            List<TestCall> calls = submit(0, 500);
            assertThat(server().conversations()).hasSize(1);
            assertThat(own.outstanding()).isEqualTo(500);
            assertThat(unanswered).hasSize(500);
            answerAll();
            assertThat(calls).allMatch(call -> call.end().equals("replied"));
            assertThat(own.outstanding()).isZero();
        }

        @Test
        void aCancelIsSaidAndFreesThePlaceAtOnce() {
            ServerConnections own = connectionsTo(Peer.OWN);
            TestCall stays = submit(1);
            TestCall goes = submit(2);
            int id = unanswered.get(1).id();
            time.run(goes::cancel);
            assertThat(server().cancelled()).containsExactly(id);
            assertThat(own.outstanding()).isOne();
            answerAll();
            assertThat(stays.end()).isEqualTo("replied");
            assertThat(goes.end()).isEqualTo("cancelled");
            assertThat(own.lateReplies()).isOne();
        }

        @Test
        void aReferenceTellsItFromTheStart() {
            endpoint = new RpcEndpoint(HOST, PORT, GiopVersion.V1_2, CodeSet.LATIN_1, true);
            server();
            assertThat(connections().peer()).isEqualTo(Peer.OWN);
            TestCall call = submit(1);
            time.run(call::cancel);
            assertThat(server().cancelled()).hasSize(1);
        }

        @Test
        void whileTheServerDoesNotReadCallsWait() {
            policy = policy.maxOutstandingPerOwnServer(5000);
            ServerConnections own = connectionsTo(Peer.OWN);
            onAll(conversation -> conversation.reading(false));
            List<TestCall> calls = submit(0, 3000);
            assertThat(own.waiting()).isPositive();
            TestCall leaves = calls.get(2999);
            time.run(leaves::cancel);
            onAll(conversation -> conversation.reading(true));
            assertThat(own.waiting()).isZero();
            assertThat(arguments).isEqualTo(IntStream.range(0, 2999).boxed().toList());
            answerAll();
            assertThat(calls.subList(0, 2999)).allMatch(call -> call.end().equals("replied"));
        }
    }

    @Nested
    class WithAForeignServer {
        @Test
        void anIdleConnectionIsTakenFirst() {
            connectionsTo(Peer.FOREIGN);
            for (int i = 0; i < 10; i++) {
                answer(submit(i));
            }
            assertThat(server().conversations()).hasSize(1);
        }

        @Test
        void thenAnotherIsOpenedUpToFourThenTheLeastBusyIsTaken() {
            ServerConnections foreign = connectionsTo(Peer.FOREIGN);
            submit(0, 4);
            assertThat(foreign.connections()).isEqualTo(4);
            assertThat(unanswered).extracting(Request::conversation).doesNotHaveDuplicates();
            submit(4, 8);
            assertThat(foreign.connections()).isEqualTo(4);
            assertThat(unanswered.subList(4, 8))
                    .extracting(Request::conversation)
                    .doesNotHaveDuplicates();
            Conversation freed = unanswered.get(2).conversation();
            for (Request request : List.copyOf(unanswered)) {
                if (request.conversation() == freed) {
                    unanswered.remove(request);
                    answerAs(request);
                }
            }
            submit(8);
            assertThat(unanswered.get(unanswered.size() - 1).conversation()).isSameAs(freed);
        }

        @Test
        void atMost64AreOutstandingAndTheRestWaitsInOrder() {
            ServerConnections foreign = connectionsTo(Peer.FOREIGN);
            List<TestCall> calls = submit(0, 300);
            assertThat(unanswered).hasSize(64);
            assertThat(foreign.waiting()).isEqualTo(236);
            assertThat(foreign.outstanding()).isEqualTo(64);
            for (int i = 0; i < 10; i++) {
                answerNext();
            }
            assertThat(foreign.outstanding()).isEqualTo(64);
            answerAll();
            assertThat(calls).allMatch(call -> call.end().equals("replied"));
            assertThat(arguments).isEqualTo(IntStream.range(0, 300).boxed().toList());
            assertThat(foreign.connections()).isEqualTo(4);
        }

        @Test
        void thePolicyIsAnOption() {
            policy =
                    policy.maxConnectionsPerServer(2).maxOutstandingPerServer(5).maxWaitingPerServer(3);
            ServerConnections foreign = connectionsTo(Peer.FOREIGN);
            List<TestCall> calls = submit(0, 9);
            assertThat(foreign.connections()).isEqualTo(2);
            assertThat(foreign.outstanding()).isEqualTo(5);
            assertThat(foreign.waiting()).isEqualTo(3);
            assertThat(calls.get(8).end()).isEqualTo("crowded out by 3");
        }

        @Test
        void aCancelIsNotSaidAndKeepsItsPlaceUntilTheLateReply() {
            ServerConnections foreign = connectionsTo(Peer.FOREIGN);
            TestCall call = submit(1);
            time.run(call::cancel);
            assertThat(foreign.outstanding()).isOne();
            answerAll();
            assertThat(foreign.outstanding()).isZero();
            assertThat(foreign.lateReplies()).isOne();
            assertThat(server().cancelled()).isEmpty();
            assertThat(server().conversations()).hasSize(1);
            answer(submit(2));
            assertThat(server().conversations()).hasSize(1);
        }

        @Test
        void aConnectionWithNothingButCancelledCallsMakesRoom() {
            ServerConnections foreign = connectionsTo(Peer.FOREIGN);
            submit(0, 4).forEach(call -> time.run(call::cancel));
            assertThat(foreign.connections()).isEqualTo(4);
            unanswered.clear();
            answer(submit(5));
            assertThat(foreign.connections()).isEqualTo(4);
            assertThat(server().conversations()).hasSize(5);
            assertThat(server().open()).hasSize(4);
            assertThat(foreign.outstanding()).isEqualTo(3);
        }

        @Test
        void cancelledCallsThatFillEveryPlaceMakeRoomForThoseThatWait() {
            ServerConnections foreign = connectionsTo(Peer.FOREIGN);
            List<TestCall> hung = submit(0, 64);
            List<TestCall> waiting = submit(64, 164);
            assertThat(foreign.waiting()).isEqualTo(100);
            unanswered.clear();
            hung.forEach(call -> time.run(call::cancel));
            answerAll();
            assertThat(waiting).allMatch(call -> call.end().equals("replied"));
            assertThat(server().cancelled()).isEmpty();
        }

        @Test
        void oneThatWorksIsNeverClosedToMakeRoom() {
            ServerConnections foreign = connectionsTo(Peer.FOREIGN);
            List<TestCall> working = submit(0, 8);
            time.run(working.get(0)::cancel);
            assertThat(foreign.connections()).isEqualTo(4);
            submit(8, 20);
            assertThat(server().conversations()).hasSize(4);
        }

        @Test
        void whatWaitsForOneMoreConnectionTakesOneThatBecomesIdle() {
            connectionsTo(Peer.FOREIGN);
            transport.answered = 0;
            submit(1);
            TestCall second = submit(2);
            assertThat(unanswered).hasSize(1);
            answerNext();
            assertThat(unanswered).hasSize(1);
            answer(second);
        }

        @Test
        void ifNoMoreCanBeOpenedTheLeastBusyIsTaken() {
            ServerConnections foreign = connectionsTo(Peer.FOREIGN);
            transport.answered = 0;
            submit(1, 4);
            assertThat(unanswered).hasSize(1);
            time.advanceMillis(500);
            assertThat(unanswered).hasSize(3);
            assertThat(foreign.connections()).isOne();
            // Not tried again for every call.
            int attempts = transport.attempts.size();
            submit(4);
            assertThat(unanswered).hasSize(4);
            assertThat(transport.attempts).hasSize(attempts);
        }

        @Test
        void untilItIsKnownThereIsOneConnectionAndNoCancelRequest() {
            server();
            List<TestCall> calls = submit(0, 10);
            assertThat(server().conversations()).hasSize(1);
            time.run(calls.get(3)::cancel);
            assertThat(server().cancelled()).isEmpty();
            assertThat(connections().outstanding()).isEqualTo(10);
        }

        @Test
        void aCallWithoutReplyEndsWhenItIsSentAndOneThatCannotBeEncodedTakesNoPlace() {
            ServerConnections foreign = connectionsTo(Peer.FOREIGN);
            TestCall oneWay = new TestCall(1);
            oneWay.oneWay = true;
            assertThat(submit(oneWay).end()).isEqualTo("sent");
            TestCall broken = new TestCall(2);
            broken.unencodable = true;
            assertThat(submit(broken).end()).isEqualTo("not sent");
            assertThat(foreign.outstanding()).isZero();
            assertThat(arguments).containsExactly(1);
            answer(submit(3));
        }
    }

    @Nested
    class Quiet {
        @Test
        void aConnectionIsClosedAfterTwoMinutesAndOpenedAgainWithoutAWord() {
            ServerConnections foreign = connectionsTo(Peer.FOREIGN);
            submit(0, 3);
            answerAll();
            assertThat(foreign.connections()).isEqualTo(3);
            long before = foreign.generation();
            time.advance(Duration.ofSeconds(119));
            assertThat(foreign.connections()).isEqualTo(3);
            time.advance(Duration.ofSeconds(1));
            assertThat(foreign.connections()).isZero();
            assertThat(server().open()).isEmpty();
            assertThat(foreign.generation()).isEqualTo(before + 1);
            assertThat(foreign.peer()).isEqualTo(Peer.UNKNOWN);
            answer(submit(5));
            assertThat(foreign.connections()).isOne();
        }

        @Test
        void trafficBeginsTheTimeAnew() {
            ServerConnections own = connectionsTo(Peer.OWN);
            for (int i = 0; i < 10; i++) {
                time.advance(Duration.ofSeconds(100));
                answer(submit(i));
            }
            assertThat(server().conversations()).hasSize(1);
            time.advance(Duration.ofMinutes(2));
            assertThat(own.connections()).isZero();
        }

        @Test
        void neverWithACallUnderWay() {
            ServerConnections own = connectionsTo(Peer.OWN);
            TestCall slow = submit(1);
            time.advance(Duration.ofHours(1));
            assertThat(own.connections()).isOne();
            answer(slow);
            time.advance(Duration.ofSeconds(119));
            assertThat(own.connections()).isOne();
            time.advance(Duration.ofSeconds(121));
            assertThat(own.connections()).isZero();
        }

        @Test
        void butWithNothingButCancelledCalls() {
            ServerConnections foreign = connectionsTo(Peer.FOREIGN);
            time.run(submit(1)::cancel);
            time.advance(Duration.ofMinutes(2));
            assertThat(foreign.connections()).isZero();
            assertThat(foreign.outstanding()).isZero();
        }

        // GIOP: a client may send CloseConnection from 1.2 on.
        @Test
        void closeConnectionIsSaidOnGiop12Only() {
            connectionsTo(Peer.FOREIGN);
            time.advance(Duration.ofMinutes(2));
            assertThat(server().conversations().get(0).heard()).containsExactly(GiopMessageType.REQUEST);
        }

        @Test
        void closeConnectionIsSaidOnGiop12() {
            endpoint = new RpcEndpoint(HOST, PORT, GiopVersion.V1_2, CodeSet.LATIN_1, false);
            connectionsTo(Peer.FOREIGN);
            time.advance(Duration.ofMinutes(2));
            assertThat(server().conversations().get(0).heard())
                    .containsExactly(GiopMessageType.REQUEST, GiopMessageType.CLOSE_CONNECTION);
        }
    }

    @Nested
    class Lost {
        @Test
        void afterCloseConnectionNothingUnderWayWasCarriedOut() {
            ServerConnections own = connectionsTo(Peer.OWN);
            List<TestCall> calls = submit(0, 10);
            long before = own.generation();
            onAll(Conversation::sayClosing);
            assertThat(calls).allMatch(call -> call.end().equals("lost NO"));
            assertThat(server().open()).isEmpty();
            assertThat(own.generation()).isEqualTo(before + 1);
            unanswered.clear();
            answer(submit(11));
        }

        @Test
        void afterAnythingElseNobodyKnows() {
            connectionsTo(Peer.OWN);
            TestCall closed = submit(1);
            onAll(Conversation::close);
            assertThat(closed.end()).isEqualTo("lost MAYBE");
            TestCall error = submit(2);
            onAll(Conversation::messageError);
            assertThat(error.end()).isEqualTo("lost MAYBE");
            TestCall garbage = submit(3);
            onAll(conversation -> conversation.send(HexFormat.of().parseHex("00000000000000000000000000000000")));
            assertThat(garbage.end()).isEqualTo("lost MAYBE");
            TestCall cut = submit(4);
            network.cut();
            time.advanceMillis(0);
            assertThat(cut.end()).isEqualTo("lost MAYBE");
            assertThat(server().conversations()).hasSize(4);
        }

        @Test
        void aReplyThatDoesNotGoOnCostsTheConnection() {
            ServerConnections own = connectionsTo(Peer.OWN);
            TestCall call = submit(1);
            onAll(conversation -> conversation.send(HexFormat.of().parseHex("47494f50010001010d00000000000000")));
            time.advance(Duration.ofSeconds(29));
            assertThat(call.ends).isEmpty();
            time.advance(Duration.ofSeconds(1));
            assertThat(call.end()).isEqualTo("lost MAYBE");
            assertThat(own.connections()).isZero();
        }

        @Test
        void whatItLosesCanBeSentAgainFromWithin() {
            connectionsTo(Peer.OWN);
            TestCall again = new TestCall(2);
            TestCall first = new TestCall(1);
            first.then = () -> connections().submit(again);
            submit(first);
            onAll(Conversation::close);
            assertThat(first.end()).isEqualTo("lost MAYBE");
            unanswered.remove(0);
            answer(again);
        }

        @Test
        void closingEndsAllAndOpensNothingAnyMore() {
            policy = policy.maxOutstandingPerOwnServer(2);
            ServerConnections own = connectionsTo(Peer.OWN);
            List<TestCall> calls = submit(0, 4);
            time.run(own::close);
            assertThat(calls)
                    .extracting(TestCall::end)
                    .containsExactly("lost MAYBE", "lost MAYBE", "lost NO", "lost NO");
            assertThat(submit(5).end()).isEqualTo("lost NO");
            assertThat(server().conversations()).hasSize(1);
            assertThat(server().open()).isEmpty();
        }
    }

    @Nested
    class Unreachable {
        @Test
        void aPatientCallWaitsForTheServerToComeBack() {
            TestCall call = submit(1);
            time.advanceMillis(2000);
            assertThat(call.ends).isEmpty();
            server();
            time.advanceMillis(500);
            answer(call);
            assertThat(connections().unreachable()).isNull();
        }

        @Test
        void attemptsFollowWithGrowingDistanceAndAreSpread() {
            submit(1);
            time.advanceMillis(10_000);
            List<Long> at = transport.attempts;
            assertThat(at.get(0)).isZero();
            long limit = 50;
            for (int i = 1; i < at.size(); i++) {
                assertThat(at.get(i) - at.get(i - 1))
                        .as("attempt %d of %s", i, at)
                        .isBetween(limit / 2, limit + 1);
                limit = Math.min(limit * 2, 500);
            }
            assertThat(at.size()).isBetween(22, 42);
            assertThat(connections().unreachable()).satisfies(why -> {
                assertThat(why.attempts()).isEqualTo(at.size());
                assertThat(why.nanos()).isEqualTo(Duration.ofSeconds(10).toNanos());
                assertThat(why.cause()).hasMessageContaining("refused");
            });
        }

        @Test
        void anImpatientCallFailsAtTheFirstRefusal() {
            TestCall call = new TestCall(1);
            call.patient = false;
            assertThat(submit(call).end()).isEqualTo("unreachable");
            assertThat(call.unreachable)
                    .satisfies(why -> assertThat(why.attempts()).isOne());
            time.advanceMillis(10_000);
            assertThat(transport.attempts).hasSize(1);
        }

        @Test
        void anImpatientCallDoesNotWaitForTheNextAttempt() {
            TestCall patient = submit(1);
            time.advanceMillis(5000);
            int attempts = transport.attempts.size();
            TestCall impatient = new TestCall(2);
            impatient.patient = false;
            assertThat(submit(impatient).end()).isEqualTo("unreachable");
            assertThat(transport.attempts).hasSize(attempts + 1);
            server();
            time.advanceMillis(500);
            answer(patient);
        }

        @Test
        void aHostThatDoesNotExistIsNotTriedAgain() {
            for (Throwable unknown : List.of(new UnknownHostException("nowhere"), new UnresolvedAddressException())) {
                transport.attempts.clear();
                transport.failure = unknown;
                TestCall call = submit(1);
                assertThat(call.end()).isEqualTo("unreachable");
                assertThat(Objects.requireNonNull(call.unreachable).hostUnknown())
                        .isTrue();
                time.advanceMillis(10_000);
                assertThat(transport.attempts).hasSize(1);
            }
        }

        @Test
        void nobodyWaitingMeansNoAttempts() {
            TestCall call = submit(1);
            time.advanceMillis(1000);
            time.run(call::cancel);
            int attempts = transport.attempts.size();
            time.advanceMillis(60_000);
            assertThat(transport.attempts.size()).isLessThanOrEqualTo(attempts);
        }

        @Test
        void anAttemptWithoutAnswerEndsAfterItsTime() {
            transport.answered = 0;
            TestCall call = new TestCall(1);
            call.patient = false;
            submit(call);
            time.advanceMillis(2999);
            assertThat(call.ends).isEmpty();
            time.advanceMillis(1);
            assertThat(call.end()).isEqualTo("unreachable");
        }
    }

    @Nested
    class Wire {
        @Test
        void onGiop12TheCodeSetIsAnnouncedOnceForEachConnection() {
            endpoint = new RpcEndpoint(HOST, PORT, GiopVersion.V1_2, CodeSet.UTF_8, false);
            connectionsTo(Peer.FOREIGN);
            submit(1, 7);
            answerAll();
            assertThat(server().requests()).allMatch(request -> request.version() == GiopVersion.V1_2);
            for (Conversation conversation : server().conversations()) {
                assertThat(server().requests().stream()
                                .filter(request -> request.conversation() == conversation)
                                .map(Request::codeSetAnnounced)
                                .toList())
                        .startsWith(true)
                        .doesNotContainSequence(true, true)
                        .containsOnlyOnce(true);
            }
        }

        @Test
        void onGiop10NothingIsAnnounced() {
            connectionsTo(Peer.FOREIGN);
            answer(submit(1));
            assertThat(server().requests())
                    .noneMatch(Request::codeSetAnnounced)
                    .allMatch(request -> request.version() == GiopVersion.V1_0)
                    .allMatch(request -> request.objectKey().equals("a/b/c"));
        }
    }
}
