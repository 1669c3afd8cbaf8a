package org.reactivetango.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.rpc.Peer;
import org.reactivetango.testkit.rpc.ScriptedDevice;
import org.reactivetango.testkit.rpc.ScriptedServer;
import org.reactivetango.testkit.rpc.ScriptedServer.Request;

/** Whose server it is decides how its connections are used. */
class RecognitionTest {
    private final SessionFixture test = new SessionFixture();
    private final List<Request> unanswered = new ArrayList<>();

    @AfterEach
    void end() {
        test.close();
    }

    private List<Outcome<?>> commands(int count) {
        List<Outcome<?>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(test.command());
        }
        return all;
    }

    @Test
    void aServerOfOursIsToldByItsVersions() {
        ScriptedServer server = test.listen(ScriptedDevice.own().on("command_inout_4", unanswered::add));
        List<Outcome<?>> calls = commands(100);
        assertThat(server.conversations()).hasSize(1);
        assertThat(unanswered).hasSize(100);
        test.time.run(calls.get(7)::cancel);
        assertThat(server.cancelled()).containsExactly(unanswered.get(7).id());
        assertThat(test.server().peer()).isEqualTo(Peer.OWN);
        test.time.advance(Duration.ofSeconds(3));
        assertThat(server.cancelled()).hasSize(100);
        assertThat(test.server().outstanding()).isZero();
    }

    @Test
    void anyOtherServerOfTheNewestInterfaceIsForeign() {
        ScriptedServer server = test.listen(ScriptedDevice.ofIdl(6).on("command_inout_4", unanswered::add));
        List<Outcome<?>> calls = commands(100);
        assertThat(server.conversations()).hasSize(4);
        assertThat(unanswered).hasSize(64);
        test.time.run(calls.get(7)::cancel);
        test.time.advance(Duration.ofSeconds(3));
        assertThat(server.cancelled()).isEmpty();
        assertThat(test.server().peer()).isEqualTo(Peer.FOREIGN);
    }

    @Test
    void untilItIsKnownThereIsOneConnection() {
        ScriptedServer server = test.listen(request -> {});
        commands(100);
        for (int i = 0; i < 10; i++) {
            test.begin(test.device("a/b/" + i).call(SessionFixture.aQuestion(), 1_000_000_000L));
        }
        assertThat(server.conversations()).hasSize(1);
        // One question for each device, whatever the number of calls.
        assertThat(server.operations()).hasSize(11);
    }

    @Test
    void aDeviceIsAskedOnceForAllItsCalls() {
        ScriptedServer server = test.listen(ScriptedDevice.ofIdl(5).on("ping", Request::replyNothing));
        for (int i = 0; i < 50; i++) {
            assertThat(test.ask().succeeded()).isTrue();
        }
        assertThat(server.operations().stream().filter(name -> !name.equals("ping")))
                .containsExactly("_is_a", "_is_a", "info");
    }
}
