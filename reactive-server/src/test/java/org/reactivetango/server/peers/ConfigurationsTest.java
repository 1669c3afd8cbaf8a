package org.reactivetango.server.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.server.TangoServer;
import org.reactivetango.testkit.peers.Peers;
import org.reactivetango.testkit.peers.PyTangoScript;
import org.reactivetango.testkit.peers.PyTangoServer;

/**
 * PyTango changes configurations of attributes of a PyTango server, which is cppTango, and of ours: what comes of it is the
 * same. Left out is what we do otherwise on purpose: numbers that a type cannot hold are refused, where cppTango 9.3.4
 * takes what is left of their bits, and an enum, which is no number, has no limits, where it takes some.
 */
final class ConfigurationsTest {
    @RegisterExtension
    static final Peers PEERS = new Peers();

    @Test
    void whatComesOfChangesIsWhatComesOfThemInCpp() {
        List<String> theirs =
                transcript(PEERS.started(PyTangoServer.startWithProperties()).url());
        TangoServer server = TangoServer.named("PeerTest/peer")
                .device("test/peer/1", PeerDevice.definition())
                .bindNow();
        List<String> ours = transcript(server.deviceUrl("test/peer/1"));
        server.closeLater().block(Duration.ofSeconds(10));
        assertThat(ours).isEqualTo(theirs).hasSizeGreaterThan(500);
    }

    private static List<String> transcript(String url) {
        return PyTangoScript.run(ConfigurationsTest.class, "configure.py", url);
    }
}
