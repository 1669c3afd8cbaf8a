package org.reactivetango.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoConnectionException;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.rpc.Peer;
import org.reactivetango.testkit.rpc.ScriptedDevice;
import org.reactivetango.testkit.rpc.ScriptedServer;
import org.reactivetango.testkit.rpc.ScriptedServer.Conversation;
import org.reactivetango.testkit.rpc.ScriptedServer.Request;

/** What is sent again without a word, and what is not: never what may have been carried out, unless it only asks. */
class RepeatingTest {
    private final SessionFixture test = new SessionFixture();
    private int losses = 1;

    @AfterEach
    void end() {
        test.close();
    }

    /** Loses the connection in that way the first times, then answers. */
    private Consumer<Request> losing(Consumer<Conversation> loss, Consumer<Request> answer) {
        return request -> {
            if (losses-- > 0) {
                loss.accept(request.conversation());
            } else {
                answer.accept(request);
            }
        };
    }

    private ScriptedServer serverThatLoses(Consumer<Conversation> loss) {
        return test.listen(ScriptedDevice.ofIdl(5)
                .on("ping", losing(loss, Request::replyNothing))
                .on("command_inout_4", losing(loss, RepeatingTest::replyVoid)));
    }

    private static void replyVoid(Request request) {
        request.reply(out -> Any.encode(TangoType.DEV_VOID, null, out));
    }

    private static int times(ScriptedServer server, String operation) {
        return Collections.frequency(server.operations(), operation);
    }

    // ---- nobody knows whether it was carried out

    @Test
    void aQuestionWhoseConnectionIsLostIsAskedOnceMore() {
        ScriptedServer server = serverThatLoses(Conversation::close);
        assertThat(test.ask().succeeded()).isTrue();
        assertThat(times(server, "ping")).isEqualTo(2);
    }

    @Test
    void butNotTwice() {
        losses = 2;
        ScriptedServer server = serverThatLoses(Conversation::close);
        assertThat(test.ask().completion()).isEqualTo(Completion.MAYBE);
        assertThat(times(server, "ping")).isEqualTo(2);
    }

    @Test
    void aCommandWhoseConnectionIsLostIsNotRepeated() {
        ScriptedServer server = serverThatLoses(Conversation::close);
        assertThat(test.command().completion()).isEqualTo(Completion.MAYBE);
        test.time.advance(Duration.ofMinutes(1));
        assertThat(times(server, "command_inout_4")).isEqualTo(1);
    }

    @Test
    void norOneThatTimedOut() {
        ScriptedServer server =
                test.listen(ScriptedDevice.ofIdl(5).on("ping", request -> {}).on("command_inout_4", request -> {}));
        Outcome<?> command = test.command();
        Outcome<?> question = test.ask();
        test.time.advance(Duration.ofMinutes(1));
        assertThat(command.completion()).isEqualTo(Completion.MAYBE);
        assertThat(question.completion()).isEqualTo(Completion.MAYBE);
        assertThat(times(server, "command_inout_4")).isOne();
        assertThat(times(server, "ping")).isOne();
    }

    // ---- it was not carried out

    @Test
    void afterCloseConnectionQuestionsAndCommandsAreSentAgain() {
        ScriptedServer server = serverThatLoses(Conversation::closeOrderly);
        assertThat(test.command().succeeded()).isTrue();
        assertThat(times(server, "command_inout_4")).isEqualTo(2);
        losses = 1;
        assertThat(test.ask().succeeded()).isTrue();
        assertThat(times(server, "ping")).isEqualTo(2);
    }

    @Test
    void atMostFiveTimes() {
        losses = 5;
        ScriptedServer server = serverThatLoses(Conversation::closeOrderly);
        assertThat(test.command().succeeded()).isTrue();
        losses = 6;
        assertThat(test.command().completion()).isEqualTo(Completion.NO);
        assertThat(times(server, "command_inout_4")).isEqualTo(12);
    }

    @Test
    void aCommandThatWaitedForItsPlaceIsNotLostWithTheConnections() {
        ScriptedServer server = test.listen(
                ScriptedDevice.ofIdl(5).on("command_inout_4", losing(conversation -> {}, RepeatingTest::replyVoid)));
        losses = 64;
        for (int i = 0; i < 64; i++) {
            test.command(Duration.ofHours(1));
        }
        Outcome<?> waiting = test.command();
        assertThat(times(server, "command_inout_4")).isEqualTo(64);
        test.time.run(() -> server.open().forEach(Conversation::close));
        assertThat(waiting.succeeded()).isTrue();
        assertThat(times(server, "command_inout_4")).isEqualTo(65);
    }

    // ---- the server restarts

    @Test
    void callsWaitForAServerThatRestarts() {
        ScriptedServer before = serverThatLoses(conversation -> {});
        losses = 0;
        assertThat(test.ask().succeeded()).isTrue();
        losses = 1;
        Outcome<?> underWay = test.ask();
        assertThat(underWay.pending()).isTrue();
        before.stopListening();
        test.network.cut();
        test.time.advanceMillis(1000);
        Outcome<?> later = test.command();
        test.time.advanceMillis(1000);
        assertThat(underWay.pending()).isTrue();
        // It is back with a newer interface: what was known of it is found out anew.
        ScriptedServer after = test.listen(
                ScriptedDevice.own().on("ping", Request::replyNothing).on("command_inout_4", RepeatingTest::replyVoid));
        test.time.advanceMillis(500);
        assertThat(underWay.succeeded()).isTrue();
        assertThat(later.succeeded()).isTrue();
        assertThat(after.operations()).containsExactly("_is_a", "info_6", "ping", "command_inout_4");
        assertThat(test.server().peer()).isEqualTo(Peer.OWN);
    }

    @Test
    void oneThatComesBackTooLateIsSaidToHaveRefused() {
        ScriptedServer before = serverThatLoses(conversation -> {});
        Outcome<?> underWay = test.ask();
        before.stopListening();
        test.network.cut();
        test.time.advance(Duration.ofSeconds(3));
        assertThat(underWay.failure())
                .isInstanceOfSatisfying(
                        TangoConnectionException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reasons.SERVER_NOT_RUNNING))
                .hasMessageContaining("connection refused");
        assertThat(test.server().waiting()).isZero();
    }

    @Test
    void aClosedQuietConnectionIsOpenedAgainWithoutAWord() {
        ScriptedServer server = serverThatLoses(conversation -> {});
        losses = 0;
        for (int i = 0; i < 5; i++) {
            assertThat(test.ask().succeeded()).isTrue();
            assertThat(test.command().succeeded()).isTrue();
            test.time.advance(Duration.ofMinutes(10));
            assertThat(server.open()).isEmpty();
        }
        assertThat(server.conversations()).hasSize(5);
    }

    // ---- finding out what the device understands

    @Test
    void aConnectionLostWhileFindingOutIsOpenedAgain() {
        boolean[] lost = {false};
        ScriptedDevice device = ScriptedDevice.ofIdl(5).on("command_inout_4", RepeatingTest::replyVoid);
        test.listen(request -> {
            if (request.operation().equals("info") && !lost[0]) {
                lost[0] = true;
                request.conversation().close();
            } else {
                device.accept(request);
            }
        });
        assertThat(test.command().succeeded()).isTrue();
    }

    @Test
    void callsWithMoreTimeThanItTakesToFindOutGoOnWaiting() {
        List<Request> asked = new ArrayList<>();
        boolean[] answers = {false};
        ScriptedDevice device = ScriptedDevice.ofIdl(5).on("command_inout_4", RepeatingTest::replyVoid);
        test.listen(request -> {
            if (answers[0]) {
                device.accept(request);
            } else {
                asked.add(request);
            }
        });
        Outcome<?> hurried = test.command(Duration.ofSeconds(4));
        Outcome<?> patient = test.command(Duration.ofSeconds(30));
        test.time.advance(Duration.ofSeconds(20));
        assertThat(hurried.completion()).isEqualTo(Completion.NO);
        assertThat(patient.pending()).isTrue();
        // Asked for the one with 4 s, then for the one with 30 s, which waits as long for a slow answer.
        assertThat(asked).hasSize(2);
        answers[0] = true;
        test.time.run(() -> asked.get(1).reply(out -> out.writeBoolean(false)));
        assertThat(patient.succeeded()).isTrue();
    }

    /** A server in C++ listens before it has its devices. */
    @Test
    void aDeviceThatWasThereIsWaitedForWhileItsServerStarts() {
        ScriptedDevice device = ScriptedDevice.ofIdl(5).on("command_inout_4", RepeatingTest::replyVoid);
        boolean[] started = {true};
        ScriptedServer server = test.listen(request -> {
            if (started[0]) {
                device.accept(request);
            } else {
                request.raise(SystemException.OBJECT_NOT_EXIST);
            }
        });
        assertThat(test.command().succeeded()).isTrue();
        started[0] = false;
        test.time.run(() -> server.open().forEach(Conversation::close));

        Outcome<?> early = test.command();
        test.time.advanceMillis(1200);
        assertThat(early.pending()).isTrue();
        started[0] = true;
        test.time.advanceMillis(500);
        assertThat(early.succeeded()).isTrue();

        started[0] = false;
        test.time.run(() -> server.open().forEach(Conversation::close));
        Outcome<?> gone = test.command();
        test.time.advanceMillis(2400);
        assertThat(gone.pending()).isTrue();
        test.time.advanceMillis(100);
        assertThat(gone.failure())
                .isInstanceOfSatisfying(
                        TangoConnectionException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reasons.DEVICE_NOT_DEFINED));

        Outcome<?> closed = test.command();
        assertThat(closed.pending()).isTrue();
        test.close();
        assertThat(closed.failure()).hasMessageContaining("has been closed");
    }

    @Test
    void aCallThatIsCancelledWhileTheDeviceIsFoundOutIsNotSent() {
        Request[] asked = new Request[1];
        ScriptedDevice device = ScriptedDevice.ofIdl(5).on("command_inout_4", RepeatingTest::replyVoid);
        ScriptedServer server = test.listen(request -> {
            if (asked[0] == null) {
                asked[0] = request;
            } else {
                device.accept(request);
            }
        });
        Outcome<?> cancelled = test.command();
        Outcome<?> stays = test.command();
        test.time.run(cancelled::cancel);
        test.time.run(() -> asked[0].reply(out -> out.writeBoolean(false)));
        assertThat(stays.succeeded()).isTrue();
        assertThat(times(server, "command_inout_4")).isOne();
    }
}
