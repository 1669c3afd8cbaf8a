package org.reactivetango.server.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivetango.server.TangoServer;
import org.reactivetango.server.tangotest.TangoTest;
import org.reactivetango.testkit.peers.PyTangoScript;

/**
 * The program of PyTango's how-to on threads against our TangoTest: it polls an attribute every second, subscribes its
 * periodic events on a thread of its own, prints them as they come and every second how many have been stored.
 */
final class ThreadingHowToTest {
    private static final String DEVICE = "sys/tg_test/1";
    private static final String STORED = "num events stored ";

    @Test
    void itGetsPeriodicEventsOnItsOwnThreadAndEnds() {
        TangoServer server = TangoServer.named("TangoTest/threads")
                .device(DEVICE, TangoTest.definition(1))
                .bindNow();
        List<String> lines;
        try {
            lines = PyTangoScript.run(ThreadingHowToTest.class, "threading_how_to.py", server.deviceUrl(DEVICE));
        } finally {
            server.closeLater().block(Duration.ofSeconds(10));
        }
        List<Integer> stored = lines.stream()
                .filter(line -> line.startsWith(STORED))
                .map(line -> Integer.valueOf(line.substring(STORED.length())))
                .toList();
        // The initial reading is there before the first line. Nothing is said of when the others come.
        assertThat(stored).isSorted().first().isEqualTo(1);
        assertThat(stored.get(stored.size() - 1)).isGreaterThan(2);
        assertThat(lines.stream().filter(line -> !line.startsWith(STORED)))
                .hasSizeGreaterThanOrEqualTo(stored.get(stored.size() - 1))
                .allMatch(line -> line.contains("DOUBLE_SCALAR") && line.contains("PERIODIC"));
    }
}
