package org.reactivetango.server.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.server.TangoServer;
import org.reactivetango.server.tangotest.TangoTest;
import org.reactivetango.testkit.peers.Peers;
import org.reactivetango.testkit.peers.PyTangoScript;
import org.reactivetango.testkit.peers.PyTangoServer;
import org.reactivetango.testkit.peers.TangoTestServer;

/** PyTango polls our TangoTest as it polls the one in C++: it gets the same answers, and the events that belong to them. */
final class PolledByPyTangoTest {
    private static final String DEVICE = "test/polling/1";

    @RegisterExtension
    static final Peers PEERS = new Peers();

    /**
     * Every answer to the polling commands, errors included. Theirs says in one thing something else: without a database it
     * takes what was polled for too old at once.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void pollingIsAnsweredAsByTheOneInCpp(int eventLoops) {
        TangoTestServer theirs = PEERS.started(TangoTestServer.start(DEVICE));
        List<String> expected = run("polling.py", theirs.url());
        TangoServer ours = TangoServer.named("TangoTest/polling")
                .eventLoops(eventLoops)
                .device(DEVICE, TangoTest.definition(1))
                .device("test/polling/2", TangoTest.definition(2))
                .bindNow();
        try {
            assertThat(text(run("polling.py", ours.deviceUrl(DEVICE)))).isEqualTo(text(expected));
            assertThat(ours.pollingCounts().readings()).isGreaterThan(50);
        } finally {
            ours.closeLater().block(Duration.ofSeconds(10));
        }
    }

    /** Where there is a property file a server in C++ lets clients subscribe what it polls since it runs. */
    @Test
    void eventsOfPolledAttributesAreThoseOfAServerOnCppTango() {
        PyTangoServer theirs = PEERS.started(PyTangoServer.startWithProperties());
        List<String> expected = run("polled_events.py", theirs.url());
        TangoServer ours = TangoServer.named("PeerTest/polling")
                .device(DEVICE, PeerDevice.definition())
                .bindNow();
        try {
            List<String> lines = run("polled_events.py", ours.deviceUrl(DEVICE));
            assertThat(text(lines)).isEqualTo(text(expected));
            assertThat(lines)
                    .contains("limited CHANGE_EVENT 5.0 5.6 2.5 2.6 -2.5 7.0")
                    .contains("limited ARCHIVE_EVENT 5.0 2.5 -2.5 7.0");
        } finally {
            ours.closeLater().block(Duration.ofSeconds(10));
        }
    }

    private static List<String> run(String script, String device) {
        return PyTangoScript.run(PolledByPyTangoTest.class, script, device, DEVICE);
    }

    private static String text(List<String> lines) {
        return lines.stream().collect(Collectors.joining("\n"));
    }
}
