package org.reactivetango.benchmarks.compare;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;
import org.reactivetango.benchmarks.figures.Figure;
import org.reactivetango.benchmarks.figures.Result;

/** What happens in one scenario, told as it happens. */
final class Journal {
    private final String scenario;
    private final String circumstances;
    private final Consumer<Result> recorder;
    private final PrintWriter out;

    Journal(String scenario, String circumstances, Consumer<Result> recorder, PrintWriter out) {
        this.scenario = scenario;
        this.circumstances = circumstances;
        this.recorder = recorder;
        this.out = out;
    }

    Comparison begin(String what, Figure main, String pinning) {
        note(what + ", " + pinning);
        return new Comparison(
                new Result.Setting(scenario, what, pinning, circumstances),
                main,
                result -> {
                    recorder.accept(result);
                    result.measurement()
                            .figure(main)
                            .ifPresent(value -> say(String.format(
                                    Locale.ROOT,
                                    "  %d  %s %s %s",
                                    result.round(),
                                    result.side(),
                                    main.text(value),
                                    main.unit())));
                },
                table -> say("\n" + table));
    }

    void note(String text) {
        say("- " + text);
    }

    private void say(String text) {
        out.println(text);
        out.flush();
    }
}
