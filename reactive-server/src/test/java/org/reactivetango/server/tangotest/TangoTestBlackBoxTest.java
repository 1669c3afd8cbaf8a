package org.reactivetango.server.tangotest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.server.TangoServer;
import org.reactivetango.testkit.peers.Peers;
import org.reactivetango.testkit.peers.PyTangoScript;

/** What a black box says of the same calls is the same in a TangoTest in C++ and in ours. */
final class TangoTestBlackBoxTest {
    private static final String DEVICE = "sys/tg_test/1";

    @RegisterExtension
    static final Peers PEERS = new Peers();

    @Test
    void saysOfEveryCallWhatTheOneInCppSays() {
        List<String> theirs = transcript(PEERS.tangoTest().url());
        TangoServer server = TangoServer.named("TangoTest/peer")
                .device(DEVICE, TangoTest.definition(1))
                .bindNow();
        List<String> ours = transcript(server.deviceUrl(DEVICE));
        server.closeLater().block(Duration.ofSeconds(10));
        assertThat(ours).isEqualTo(theirs).hasSizeGreaterThan(70);
    }

    private static List<String> transcript(String url) {
        return new ArrayList<>(PyTangoScript.run(TangoTestBlackBoxTest.class, "black_box.py", url));
    }
}
