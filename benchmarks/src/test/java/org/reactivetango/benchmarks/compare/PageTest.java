package org.reactivetango.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivetango.benchmarks.figures.Figure;
import org.reactivetango.benchmarks.figures.Measurement;
import org.reactivetango.benchmarks.figures.Result;

class PageTest {
    private static final String PAGE = """
            # Performance
            <!-- begin of results: written by benchmarks.jar, not by hand -->
            old
            <!-- end of results -->
            The end.
            """;

    @TempDir
    Path folder;

    @Test
    void tablesAndPlotsReplaceWhatWasBetweenTheComments() throws IOException {
        Path file = Files.writeString(folder.resolve("performance.md"), PAGE);

        Page.of(results()).writeInto(file);
        Page.of(results()).writeInto(file);

        assertThat(Files.readString(file))
                .startsWith("# Performance\n")
                .endsWith("<!-- end of results -->\nThe end.\n")
                .doesNotContain("old")
                .containsOnlyOnce("### capacity")
                .containsOnlyOnce("#### load 8x16")
                .containsOnlyOnce("](performance/capacity.svg)")
                .containsOnlyOnce("](performance/latency.svg)");
        assertThat(folder.resolve("performance/capacity.svg")).content().contains("Reactive Tango", "TangoTest");
        assertThat(folder.resolve("performance/latency.svg")).content().contains("99th percentile");
    }

    @Test
    void scenariosStandInTheirOrderHoweverTheyWereRun() {
        List<Result> all = new ArrayList<>(List.of(result("growth", "devices", "10 devices", 1)));
        all.addAll(results());
        String page = Page.of(all).into(PAGE, "");
        assertThat(page.indexOf("### capacity")).isPositive().isLessThan(page.indexOf("### growth"));
    }

    @Test
    void saysThatAPageHasNoPlaceForThem() {
        assertThatThrownBy(() -> Page.of(results()).into("# Performance\n", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no place for results");
    }

    @Test
    void whatIsMeasuredAgainReplacesWhatWasThere() throws IOException {
        Recorder recorder = Recorder.to(folder.resolve("a/results.jsonl"));
        recorder.forget(Set.of());
        results().forEach(recorder::add);
        Result other = result("images", "image", "Reactive Tango", 1);
        recorder.add(other);

        recorder.forget(Set.of("capacity"));
        assertThat(recorder.read()).containsExactly(other);
    }

    @Test
    void everyScenarioHasANameOfItsOwn() {
        assertThat(Scenario.all()).extracting(Scenario::name).doesNotHaveDuplicates();
        assertThat(Scenario.all()).extracting(Scenario::description).allMatch(text -> text.endsWith("."));
    }

    private static List<Result> results() {
        List<Result> results = new ArrayList<>();
        for (String load : List.of("load 1x1", "load 8x16")) {
            for (int round = 1; round <= 2; round++) {
                results.add(result(Capacity.NAME, load, "Reactive Tango", 700_000));
                results.add(result(Capacity.NAME, load, "TangoTest", 70_000));
            }
        }
        return results;
    }

    private static Result result(String scenario, String what, String side, double rate) {
        Measurement measurement =
                Measurement.of(Figure.RATE, rate).with(Figure.P50, 8).with(Figure.P99, 12.5);
        return new Result(new Result.Setting(scenario, what, "not pinned", "here"), Figure.RATE, side, 1, measurement);
    }
}
