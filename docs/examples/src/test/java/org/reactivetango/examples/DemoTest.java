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
                .containsPattern("change event +connected\n")
                .containsPattern("(?s)(change event +[0-9.]+ A  VALID +#*\n.*){4}")
                .containsPattern("command Off +OFF")
                .contains("tango-client", "tango-server");
    }

    @Test
    void theThermostatIsReadAndWritten() {
        TangoServer server = TangoServer.named("Thermostat/test")
                .device("lab/thermostat/1", Thermostat.CLASS)
                .bindNow();
        try {
            assertThat(printed(() -> ReadThermostat.main(new String[] {server.deviceUrl("lab/thermostat/1")})))
                    .isEqualTo("21.0\n22.5\n");
        } finally {
            server.closeLater().block(Duration.ofSeconds(10));
        }
    }

    @Test
    void theThermometerIsStreamed() {
        assertThat(printed(() -> StreamThermometer.main(new String[0]))).isEqualTo("""
                        connected
                        21.0, read at first
                        21.5
                        """);
    }

    private static String printed(Runnable program) {
        PrintStream stdout = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            program.run();
        } finally {
            System.setOut(stdout);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
