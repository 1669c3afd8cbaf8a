package org.reactivetango.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Sinks;

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

    /** As at Ctrl-C; some who start tests have that signal ignored. */
    @Test
    void aSubscriptionThatIsEndedBySignalEndsInGoodOrder() throws IOException, InterruptedException {
        TangoServer server = CliRun.serve(CliPusher.CLASS);
        try {
            Process process = start("subscribe", server.deviceUrl("test/cli/1"), "steady");
            BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);

            assertThat(lines.readLine()).contains("CONNECTED");
            assertThat(lines.readLine()).contains("initial").endsWith("0.0 A");
            process.toHandle().destroy();

            assertThat(process.waitFor()).isZero();
            assertThat(process.getErrorStream().readAllBytes()).isEmpty();
        } finally {
            server.closeLater().block();
        }
    }

    @Test
    void aCallThatIsEndedBySignalIsInterrupted() throws IOException, InterruptedException {
        Sinks.Empty<Void> called = Sinks.empty();
        TangoServer server = CliRun.serve(CliPusher.hanging(called::tryEmitEmpty));
        try {
            Process process = start("command", server.deviceUrl("test/cli/1"), "Hang");
            called.asMono().block(Duration.ofSeconds(20));
            process.toHandle().destroy();

            assertThat(process.waitFor()).isEqualTo(130);
        } finally {
            server.dispose();
        }
    }

    private static CliRun process(String... args) throws IOException, InterruptedException {
        Process process = start(args);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new CliRun(process.waitFor(), out, err);
    }

    private static Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).start();
        process.getOutputStream().close();
        return process;
    }
}
