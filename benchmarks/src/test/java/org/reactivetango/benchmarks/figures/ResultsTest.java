package org.reactivetango.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final Result.Setting LOAD = new Result.Setting("capacity", "load 8x16", "not pinned", "a machine");

    @Test
    void medianAndExtremesAreThoseOfAllRounds() {
        Results results = results(rates("ours", 5, 1, 4, 2), rates("theirs", 3, 9, 6));
        assertThat(results.spread("ours", Figure.RATE)).contains(new Spread(3, 1, 5));
        assertThat(results.spread("theirs", Figure.RATE)).contains(new Spread(6, 3, 9));
        assertThat(results.spread("ours", Figure.P50)).isEmpty();
        assertThat(results.rounds()).isEqualTo(4);
    }

    // The machine may be slower in one round than in another: what was measured one behind the other is compared.
    @Test
    void ratiosAreTakenRoundByRound() {
        Results results = results(rates("ours", 10, 100, 1000), rates("theirs", 5, 10, 2000));
        assertThat(results.ratio("theirs")).contains(new Spread(2, 0.5, 10));
        assertThat(results.ratio("ours")).isEmpty();
    }

    @Test
    void aRoundThatOneSideMissedIsNotCompared() {
        Results results = results(rates("ours", 10, 100, 1000), rates("theirs", 5));
        assertThat(results.ratio("theirs")).contains(new Spread(2, 2, 2));
    }

    @Test
    void settingsAndSidesStayInTheOrderInWhichTheyCame() {
        Result.Setting other = new Result.Setting("capacity", "load 1x1", "not pinned", "a machine");
        List<Result> all = new ArrayList<>(rates("z", 1));
        all.add(new Result(other, Figure.RATE, "b", 1, Measurement.of(Figure.RATE, 1)));
        all.addAll(rates("a", 1));
        List<Results> settings = Results.bySetting(all);
        assertThat(settings).extracting(one -> one.setting().what()).containsExactly("load 8x16", "load 1x1");
        assertThat(settings.get(0).sides()).containsExactly("z", "a");
    }

    @Test
    void tableHasTheMainFigureFirstAndOneRowForEachSide() {
        List<Result> all = new ArrayList<>(rates("ours", 700_000, 800_000, 600_000));
        all.add(new Result(
                LOAD,
                Figure.RATE,
                "theirs",
                1,
                Measurement.of(Figure.RATE, 100_000).with(Figure.SERVER_CPU, 11.256)));
        assertThat(MarkdownTable.of(Results.bySetting(all).get(0))).isEqualTo("""
                        #### load 8x16

                        not pinned; median of 3

                        |        | operations/s |         min - max | server CPU us/op |          ours / it |
                        | ------ | -----------: | ----------------: | ---------------: | -----------------: |
                        | ours   |      700,000 | 600,000 - 800,000 |                  |                    |
                        | theirs |      100,000 | 100,000 - 100,000 |            11.26 | 7.00 (7.00 - 7.00) |

                        """);
    }

    private static Results results(List<Result> ours, List<Result> theirs) {
        List<Result> both = new ArrayList<>(ours);
        both.addAll(theirs);
        return Results.bySetting(both).get(0);
    }

    private static List<Result> rates(String side, double... rates) {
        List<Result> results = new ArrayList<>();
        for (double rate : rates) {
            results.add(new Result(LOAD, Figure.RATE, side, results.size() + 1, Measurement.of(Figure.RATE, rate)));
        }
        return results;
    }
}
