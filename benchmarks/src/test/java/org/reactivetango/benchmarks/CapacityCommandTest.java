package org.reactivetango.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The whole comparison, as short as it can be: that it runs and leaves nothing running, not what it measures. */
class CapacityCommandTest {
    @Test
    void comparesServersAndEndsThem() {
        StringWriter printed = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(printed)).setErr(new PrintWriter(printed));

        int exitCode = line.execute(
                "capacity",
                "--no-pinning",
                "--loads",
                "2x4,1x1",
                "--seconds",
                "0.2",
                "--pairs",
                "1",
                "--warm-up",
                "0.1",
                "--latency");

        assertThat(exitCode).as(printed.toString()).isZero();
        assertThat(printed.toString())
                .contains("Load 2x4", "Load 1x1", "Reactive Tango / canned reply:", "latency us p50")
                .containsPattern("(Reactive Tango / TangoTest:|TangoTest is not installed)");
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void saysInOneLineThatAServerDoesNotStart() {
        StringWriter printed = new StringWriter();
        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(printed))
                .execute("capacity", "--no-pinning", "--no-tangotest", "--no-canned", "--server", "absent.jar");
        assertThat(exitCode).isNotZero();
        assertThat(printed.toString())
                .contains("did not get ready", "absent.jar")
                .doesNotContain("\tat ");
    }

    @Test
    void saysWhatIsWrongWithALoad() {
        StringWriter printed = new StringWriter();
        int exitCode = Main.commandLine().setErr(new PrintWriter(printed)).execute("capacity", "--loads", "8*16");
        assertThat(exitCode).isNotZero();
        assertThat(printed.toString()).contains("8*16").contains("for example 8x16");
    }
}
