package org.reactivetango.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.reactivetango.benchmarks.figures.Figure;
import org.reactivetango.benchmarks.figures.MarkdownTable;
import org.reactivetango.benchmarks.figures.Measurement;
import org.reactivetango.benchmarks.figures.Result;
import org.reactivetango.benchmarks.figures.Results;

/** What is measured under one setting. */
final class Comparison {
    private final Result.Setting setting;
    private final Figure main;
    private final Consumer<Result> recorder;
    private final Consumer<String> text;
    private final List<Result> results = new ArrayList<>();

    Comparison(Result.Setting setting, Figure main, Consumer<Result> recorder, Consumer<String> text) {
        this.setting = setting;
        this.main = main;
        this.recorder = recorder;
        this.text = text;
    }

    /** Records a measurement. */
    void add(String side, int round, Measurement measurement) {
        Result result = new Result(setting, main, side, round, measurement);
        results.add(result);
        recorder.accept(result);
    }

    /** Prints the table, if there is anything in it. */
    void show() {
        Results.bySetting(results).forEach(all -> text.accept(MarkdownTable.of(all)));
    }
}
