package org.reactivetango.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reactivetango.server.TangoServer;

class DemoTest {
    @Test
    void showsReadingsAWriteACommandAndAStream() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        new Demo(new PrintStream(printed, true, StandardCharsets.UTF_8)).run(Duration.ofSeconds(2));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("/lab/ps/1#dbase=no")
                .containsPattern("read current +0\\.000 A  VALID")
                .containsPattern("command On +The device is in ON state\\.")
                .containsPattern("write current +5\\.0 A\n")
                .containsPattern("write current +9\\.0 A: API_WAttrOutsideLimit")
                .containsPattern("read ripple +256 samples")
                .containsPattern("(?s)(current +[0-9.]+ A  VALID +#*\n.*){4}")
                .containsPattern("command Off +OFF")
                .contains("tango-client", "tango-server");
    }

    @Test
    void theThermostatIsReadAndWritten() {
        TangoServer server = TangoServer.named("Thermostat/test")
                .device("lab/thermostat/1", Thermostat.CLASS)
                .bindNow();
        PrintStream stdout = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            ReadThermostat.main(new String[] {server.deviceUrl("lab/thermostat/1")});
        } finally {
            System.setOut(stdout);
            server.closeLater().block(Duration.ofSeconds(10));
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("21.0\n22.5\n");
    }
}
