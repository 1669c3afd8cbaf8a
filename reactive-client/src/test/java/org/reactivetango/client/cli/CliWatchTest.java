package org.reactivetango.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class CliWatchTest {
    private static final String TIME = "2026-01-02 04:04:05.678901 +01:00";

    private TangoServer server;
    private CliRun.Shell shell;

    @BeforeEach
    void serve() {
        server = CliRun.serve();
        shell = new CliRun.Shell(server);
    }

    @AfterEach
    void close() {
        server.closeLater().block();
    }

    @Test
    void withoutATerminalEachReadingIsALineAndChangesAreMarked() {
        assertThat(shell.run("watch", "DEVICE", "counter", "double_scalar", "--count", "3"))
                .isEqualTo(new CliRun(0, """
                        T     counter        VALID  0
                        T     double_scalar  VALID  1.5 A
                        T     counter        VALID  0
                        T     double_scalar  VALID  1.5 A
                        T  *  counter        VALID  1
                        T     double_scalar  VALID  1.5 A
                        """.replace("T ", TIME + " ").replace("VALID", "VALID  "), ""));
    }

    @Test
    void anErrorStandsInItsPlaceAndTheWatchGoesOn() {
        CliRun run = shell.run("watch", "DEVICE", "moody", "--count", "4");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
                        T     moody      VALID    7
                        T  *  moody      ERROR    Mood: not now
                        T     moody      ERROR    Mood: not now
                        T  *  moody      VALID    7
                        """.replace("T ", TIME + " "));
    }

    @Test
    void onATerminalTheTableIsDrawnOverAndLeftAtTheEnd() {
        CliRun run = shell.terminal().run("watch", "DEVICE", "counter", "broken", "--count", "3", "--period", "200ms");

        List<String> frames = List.of(run.out().split("\033\\[H", -1));
        assertThat(frames).hasSize(4);
        assertThat(frames.get(0)).isEqualTo("\033[?1049h\033[?25l\033[?7l");
        assertThat(frames.get(1))
                .isEqualTo("DEVICE  every 200ms  Ctrl-C ends\033[K\r\n"
                        + "\033[4mTIME                                  ATTRIBUTE  QUALITY  VALUE\033[0m\033[K\r\n"
                        + TIME + "     counter    VALID    0\033[K\r\n"
                        + "\033[31m" + TIME + "     broken     ERROR    Psu_Fuse: the fuse is blown\\n"
                        + "\\u001b]0;owned\\u0007\\u001b[2J\\r\\nforged line\\u009b1m\033[0m\033[K\033[J");
        assertThat(frames.get(3))
                .contains("\033[1m" + TIME + "  *  counter    VALID    1\033[0m\033[K\r\n")
                .contains("\033[J\033[?7h\033[?25h\033[?1049lDEVICE  every 200ms")
                .endsWith("forged line\\u009b1m\n");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void theUserEndsIt() {
        Sinks.Empty<Void> stop = Sinks.empty();
        Flux<Long> ticks =
                Flux.just(0L, 1L).concatWith(Mono.<Long>never().doOnSubscribe(waiting -> stop.tryEmitEmpty()));

        CliRun run =
                shell.ticker(period -> ticks).stop(stop.asMono()).terminal().run("watch", "DEVICE", "counter");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("\033[?25h").endsWith("counter    VALID    0\n");
    }

    @Test
    void inJsonEachReadingIsADocument() {
        CliRun run = shell.run("watch", "--json", "DEVICE", "counter", "broken", "--count", "3");

        assertThat(run.err()).isEmpty();
        assertThat(run.documents()).hasSize(6);
        assertThat(run.documents().get(4).get("value").intValue()).isEqualTo(1);
        assertThat(run.documents().get(4).get("changed").booleanValue()).isTrue();
        assertThat(run.documents().get(5).get("changed").booleanValue()).isFalse();
        assertThat(run.documents().get(5).get("error").get("reason").textValue())
                .isEqualTo("Psu_Fuse");
    }

    @Test
    void aDeviceThatIsNotThereIsWatchedUntilItComes() {
        TangoServer gone = CliRun.serve();
        gone.closeLater().block();

        CliRun run = new CliRun.Shell(gone).run("watch", "DEVICE", "counter", "--count", "2");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out().lines())
                .hasSize(2)
                .allMatch(line -> line.contains("counter    ERROR    API_ServerNotRunning: "));
    }
}
