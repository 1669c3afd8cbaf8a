package org.reactivetango.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.reactivetango.client.TangoClient;

/** What only a process can show: when it ends. */
class EndingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void nobodyWaitsForATaskInTheBackground() throws Exception {
        Process process = start("background", Duration.ofHours(1));
        assertThat(lines(process)).isEqualTo(Printed.by(Ending.class, 0));
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void whoWantsToWaitSaysSo() throws Exception {
        Process process = start("join", Duration.ofMillis(200));
        assertThat(lines(process)).isEqualTo(Printed.by(Ending.class, 1));
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void aServerLetsTheCommandThatRunsFinish() throws Exception {
        Process process = start("server", Duration.ofMillis(500));
        TangoClient tango = TangoClient.create();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = new ArrayList<>();
            lines.add(out.readLine());
            String url = lines.get(0);
            CompletableFuture<Void> work = tango.device(url).command("Work").toFuture();
            lines.add(out.readLine());
            assertThat(lines).last().isEqualTo("Task: starting");

            tango.device(url.replace("test/ending/1", "dserver/Ending/test"))
                    .command("Kill")
                    .block(PATIENCE);

            assertThat(work).succeedsWithin(PATIENCE);
            out.lines().forEach(lines::add);
            lines.set(0, url.replaceFirst(":\\d+/", ":45450/"));
            assertThat(lines).isEqualTo(Printed.by(Ending.class, 2));
            assertThat(process.waitFor()).isZero();
        } finally {
            tango.closeLater().block(PATIENCE);
            process.destroyForcibly();
        }
    }

    private static Process start(String how, Duration work) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        // No log among the lines it prints, whatever the guard sees on a busy machine.
                        "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ending.class.getName(),
                        how,
                        Long.toString(work.toMillis()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<String> lines(Process process) {
        return process.inputReader(StandardCharsets.UTF_8).lines().toList();
    }
}
