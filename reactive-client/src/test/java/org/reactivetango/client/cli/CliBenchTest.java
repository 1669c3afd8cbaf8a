package org.reactivetango.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class CliBenchTest {
    private TangoServer server;
    private CliRun.Shell shell;

    @BeforeEach
    void serve() {
        server = CliRun.serve();
        // A tick is a little real time, in which some reads are answered; how many does not matter.
        shell = new CliRun.Shell(server)
                .ticker(period -> Flux.interval(Duration.ofMillis(50)).onBackpressureBuffer());
    }

    @AfterEach
    void close() {
        server.closeLater().block();
    }

    @Test
    void rateAndLatencyAreMeasured() {
        CliRun run = shell.run("bench", "DEVICE", "double_scalar", "--seconds", "2", "--outstanding", "8");

        assertThat(run.code()).isZero();
        assertThat(run.err()).matches("""
                        warm-up 1 s  [0-9,]+ reads/s  p50 [0-9.]+ ms  p99 [0-9.]+ ms  max [0-9.]+ ms  0 failed
                        measured 1 s .* 0 failed
                        measured 2 s .* 0 failed
                        """);
        assertThat(run.out())
                .matches("double_scalar of DEVICE\n"
                        + "  8 outstanding, 1 connection, [0-9.]+ s\n"
                        + "  reads    [0-9,]+, [0-9,]+ per second\n"
                        + "  latency  min [0-9.]+  mean [0-9.]+  p50 [0-9.]+  p90 [0-9.]+  p99 [0-9.]+"
                        + "  p99.9 [0-9.]+  max [0-9.]+ ms\n"
                        + "  failed   0\n");
    }

    @Test
    void theSameInJson() {
        JsonNode bench = shell.run(
                        "bench",
                        "DEVICE/double_scalar",
                        "--json",
                        "--seconds",
                        "2",
                        "--outstanding",
                        "6",
                        "--connections",
                        "2")
                .document();

        assertThat(bench.get("reads").longValue()).isPositive();
        assertThat(bench.get("failed").longValue()).isZero();
        assertThat(bench.get("connections").intValue()).isEqualTo(2);
        assertThat(bench.get("reads_per_second").doubleValue()).isPositive();
        assertThat(bench.get("latency_ms").get("p50").doubleValue())
                .isBetween(
                        bench.get("latency_ms").get("min").doubleValue(),
                        bench.get("latency_ms").get("max").doubleValue());
    }

    @Test
    void onATerminalTheProgressIsOneLine() {
        CliRun run = shell.terminal().run("bench", "DEVICE", "double_scalar", "--seconds", "2");

        assertThat(run.err())
                .startsWith("\rwarm-up 1 s")
                .contains("\033[K\rmeasured 2 s")
                .endsWith("\033[K\n");
    }

    @Test
    void anAttributeThatCannotBeReadIsNotMeasured() {
        CliRun run = shell.run("bench", "DEVICE", "broken");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("error: bench broken of DEVICE: the device refused\n  Psu_Fuse: ");
    }

    @Test
    void failuresAreCountedAndTheLastIsShown() {
        CliRun run =
                shell.run("bench", "DEVICE", "every_third", "--outstanding", "1", "--seconds", "1", "--warm-up", "0");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).containsPattern("  failed   [1-9]");
        assertThat(run.err())
                .contains(
                        "The last failure:\nerror: read every_third of DEVICE: the device refused\n  Mood: not now\n");
    }

    @Test
    void theUserEndsItWithWhatHasBeenMeasured() {
        Sinks.Empty<Void> stop = Sinks.empty();
        CliRun run = shell.stop(stop.asMono())
                .ticker(period ->
                        Flux.just(0L, 1L).concatWith(Mono.<Long>never().doOnSubscribe(waiting -> stop.tryEmitEmpty())))
                .run("bench", "DEVICE", "double_scalar");

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("double_scalar of DEVICE\n  64 outstanding, 1 connection, ");
    }
}
