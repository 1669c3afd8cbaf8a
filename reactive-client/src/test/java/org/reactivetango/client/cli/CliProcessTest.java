package org.reactivetango.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivetango.server.TangoServer;

/** What only a process can show: exit codes, and that nothing logs. */
class CliProcessTest {
    @Test
    void aProcessEndsWithItsExitCodeAndSaysNothingOfItsOwn() throws IOException, InterruptedException {
        TangoServer server = CliRun.serve();
        try {
            String device = server.deviceUrl("test/cli/1");

            CliRun good = process("command", device, "EchoLong", "5");
            CliRun bad = process("read", device, "nosuch");

            assertThat(good).isEqualTo(new CliRun(0, "5\n", ""));
            assertThat(bad.code()).isEqualTo(1);
            assertThat(bad.out()).isEmpty();
            assertThat(bad.err()).startsWith("error: read nosuch of ").doesNotContain("DEBUG", "INFO", "WARN");
        } finally {
            server.closeLater().block();
        }
    }

    private static CliRun process(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new CliRun(process.waitFor(), out, err);
    }
}
