package org.reactivetango.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.cdr.Octets;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.ior.CodeSetComponent;
import org.reactivetango.core.ior.IiopAddress;
import org.reactivetango.core.ior.IiopProfile;
import org.reactivetango.core.ior.Ior;
import org.reactivetango.core.rpc.Peer;
import org.reactivetango.core.rpc.RpcEndpoint;
import org.reactivetango.testkit.rpc.ScriptedDevice;
import org.reactivetango.testkit.rpc.ScriptedServer;
import org.reactivetango.testkit.rpc.ScriptedServer.Conversation;
import org.reactivetango.testkit.rpc.ScriptedServer.Request;

/** A server may say that a device is elsewhere: its requests go there, those of other devices do not. */
class ForwardingTest {
    private static final String ELSEWHERE = "elsewhere";

    private final SessionFixture test = new SessionFixture();

    @AfterEach
    void end() {
        test.close();
    }

    private static Ior reference(String host, String key) {
        IiopProfile profile = new IiopProfile(
                2,
                new IiopAddress(host, SessionFixture.PORT),
                Octets.ofLatin1(key),
                List.of(CodeSetComponent.PUBLISHED.toTagged()));
        return Ior.of("IDL:Tango/Device_5:1.0", profile);
    }

    private ScriptedServer listen(String host, Consumer<Request> ping) {
        return test.listen(host, SessionFixture.PORT, ScriptedDevice.ofIdl(5).on("ping", ping));
    }

    @Test
    void theSameRequestIsSentThereAndLaterOnesAtOnce() {
        ScriptedServer home =
                listen(SessionFixture.HOST, request -> request.forward(reference(ELSEWHERE, "other key")));
        ScriptedServer away = listen(ELSEWHERE, Request::replyNothing);
        assertThat(test.ask().succeeded()).isTrue();
        assertThat(test.ask().succeeded()).isTrue();
        assertThat(home.operations()).containsOnlyOnce("ping");
        assertThat(away.operations()).endsWith("ping", "ping");
        assertThat(away.requests())
                .allMatch(request -> request.objectKey().equals("other key"))
                .allMatch(request -> request.version() == GiopVersion.V1_2);
        assertThat(away.requests().get(0).codeSetAnnounced()).isTrue();
    }

    @Test
    void otherDevicesOfThatServerStay() {
        ScriptedServer home = listen(SessionFixture.HOST, request -> {
            if (request.objectKey().equals("a/b/c")) {
                request.forward(reference(ELSEWHERE, "other key"));
            } else {
                request.replyNothing();
            }
        });
        ScriptedServer away = listen(ELSEWHERE, Request::replyNothing);
        assertThat(test.ask().succeeded()).isTrue();
        Outcome<?> other = test.begin(test.device("x/y/z").call(SessionFixture.aQuestion(), 1_000_000_000L));
        assertThat(other.succeeded()).isTrue();
        assertThat(home.operations()).endsWith("ping");
        assertThat(away.requests()).allMatch(request -> request.objectKey().equals("other key"));
    }

    @Test
    void whenThatPlaceIsLostItGoesBack() {
        ScriptedServer home =
                listen(SessionFixture.HOST, request -> request.forward(reference(ELSEWHERE, "other key")));
        ScriptedServer away = listen(ELSEWHERE, Request::replyNothing);
        assertThat(test.ask().succeeded()).isTrue();
        test.time.run(() -> away.open().forEach(Conversation::close));
        away.stopListening();
        int before = home.operations().size();
        Outcome<?> call = test.ask();
        // Home sends it away again and again, and nobody is there: it ends instead of going round in circles.
        assertThat(home.operations().size()).isGreaterThan(before);
        assertThat(call.ends()).isOne();
        home.stopListening();
        test.time.run(() -> home.open().forEach(Conversation::close));
        ScriptedServer back = listen(SessionFixture.HOST, Request::replyNothing);
        assertThat(test.ask().succeeded()).isTrue();
        assertThat(back.operations()).endsWith("ping");
    }

    /** A server that is started again on its port has new keys for its devices. */
    @Test
    void whenNobodyKnowsItThereItGoesBack() {
        String[] key = {"old key"};
        ScriptedServer home = listen(SessionFixture.HOST, request -> request.forward(reference(ELSEWHERE, key[0])));
        ScriptedServer away = listen(ELSEWHERE, request -> {
            if (request.objectKey().equals(key[0])) {
                request.replyNothing();
            } else {
                request.raise(SystemException.OBJECT_NOT_EXIST);
            }
        });
        assertThat(test.ask().succeeded()).isTrue();
        key[0] = "new key";
        assertThat(test.ask().succeeded()).isTrue();
        assertThat(home.operations()).filteredOn("ping"::equals).hasSize(2);
        key[0] = "never there";
        home.stopListening();
        test.time.run(() -> home.open().forEach(Conversation::close));
        ScriptedServer wrong = listen(SessionFixture.HOST, request -> request.forward(reference(ELSEWHERE, "new key")));
        assertThat(test.ask().failure()).hasMessageContaining("OBJECT_NOT_EXIST");
        assertThat(wrong.operations()).filteredOn("ping"::equals).hasSize(PendingCall.MOST_RESENDS);
        assertThat(away.operations()).contains("ping");
    }

    @Test
    void aCallThatIsLostThereGoesHome() {
        boolean[] moved = {true};
        ScriptedServer home = listen(SessionFixture.HOST, request -> {
            if (moved[0]) {
                request.forward(reference(ELSEWHERE, "other key"));
            } else {
                request.replyNothing();
            }
        });
        listen(ELSEWHERE, request -> {
            moved[0] = false;
            request.conversation().close();
        });
        assertThat(test.ask().succeeded()).isTrue();
        assertThat(home.operations()).endsWith("ping");
    }

    @Test
    void forGoodIsForGood() {
        // LOCATION_FORWARD_PERM exists in GIOP 1.2 only, so the first step is an ordinary one.
        ScriptedServer home =
                listen(SessionFixture.HOST, request -> request.forward(reference("halfway", "key of 1.2")));
        ScriptedServer halfway =
                listen("halfway", request -> request.forwardForGood(reference(ELSEWHERE, "other key")));
        ScriptedServer away = listen(ELSEWHERE, Request::replyNothing);
        assertThat(test.ask().succeeded()).isTrue();
        int asked = home.operations().size() + halfway.operations().size();
        test.time.run(() -> away.open().forEach(Conversation::close));
        assertThat(test.ask().succeeded()).isTrue();
        assertThat(home.operations().size() + halfway.operations().size()).isEqualTo(asked);
    }

    @Test
    void atMostFiveTimesForOneCall() {
        int[] forwards = {0};
        ScriptedServer home = listen(SessionFixture.HOST, request -> {
            forwards[0]++;
            request.forward(reference(SessionFixture.HOST, "a/b/c"));
        });
        assertThat(test.ask().failure()).hasMessageContaining("forwarded more than 5 times");
        assertThat(forwards[0]).isEqualTo(6);
        assertThat(home.operations()).contains("ping");
    }

    @Test
    void theVeryFirstQuestionMayBeForwarded() {
        ScriptedServer home = test.listen(request -> request.forward(reference(ELSEWHERE, "other key")));
        ScriptedServer away = listen(ELSEWHERE, Request::replyNothing);
        assertThat(test.ask().succeeded()).isTrue();
        assertThat(home.operations()).containsExactly("_is_a");
        assertThat(away.operations()).endsWith("ping");
    }

    @Test
    void aReferenceTellsThatItIsAServerOfOurs() {
        IiopProfile profile =
                IiopProfile.published(new IiopAddress(ELSEWHERE, SessionFixture.PORT), Octets.ofLatin1("a/b/c"));
        listen(SessionFixture.HOST, request -> request.forward(Ior.of("", profile)));
        listen(ELSEWHERE, Request::replyNothing);
        assertThat(RpcEndpoint.of(profile).own()).isTrue();
        assertThat(test.ask().succeeded()).isTrue();
        assertThat(test.sessions.server(RpcEndpoint.of(profile)).endpoint().own())
                .isTrue();
        assertThat(test.server().peer()).isEqualTo(Peer.FOREIGN);
    }
}
