package org.reactivetango.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison as short as it can be: that it runs, records what it saw and leaves nothing running. */
class CompareCommandTest {
    @TempDir
    Path folder;

    private final StringWriter printed = new StringWriter();

    @Test
    void comparesRecordsAndEndsWhatItStarted() {
        int exitCode = run(
                "compare",
                "loops",
                "--pairs",
                "1",
                "--seconds",
                "0.05",
                "--warm-up",
                "0.05",
                "--out",
                folder.toString());

        assertThat(exitCode).as(printed.toString()).isZero();
        assertThat(printed.toString()).contains("#### load 8x16", "2 loops / it");
        assertThat(folder.resolve("results.jsonl")).content().hasLineCount(3 * 2);
        assertThat(folder.resolve("results.md")).content().contains("### loops", "| 1 loop ");
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void namesWhatIsMissingAndGoesOn() {
        String absent = folder.resolve("absent").toString();
        int exitCode = run(
                "compare",
                "start-up",
                "--pairs",
                "1",
                "--seconds",
                "0.05",
                "--warm-up",
                "0.05",
                "--out",
                folder.toString(),
                "--jtango",
                absent,
                "--program",
                absent,
                "--launcher",
                absent);

        assertThat(exitCode).as(printed.toString()).isZero();
        assertThat(printed.toString()).contains("JTango is not in", "there is no " + absent, "there is no launcher");
    }

    @Test
    void saysWhichScenariosThereAre() {
        assertThat(run("compare", "everything")).isNotZero();
        assertThat(printed.toString()).contains("There is no scenario everything", "capacity", "growth");
        assertThat(run("compare", "--list")).isZero();
        assertThat(printed.toString()).contains("round-trip", "start-up");
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(printed))
                .execute(arguments);
    }
}
