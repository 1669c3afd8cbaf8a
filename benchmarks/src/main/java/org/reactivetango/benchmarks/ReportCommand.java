package org.reactivetango.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactivetango.benchmarks.compare.Page;
import org.reactivetango.benchmarks.compare.Recorder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tables and plots of what was measured before. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Makes tables and plots from the results of compare, without measuring.")
final class ReportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<results.jsonl>", defaultValue = "benchmarks/target/compare/results.jsonl")
    private Path results = Path.of("");

    @Option(names = "--out", defaultValue = "benchmarks/target/compare", description = "Default: ${DEFAULT-VALUE}")
    private Path folder = Path.of("");

    @Option(names = "--page", description = "A page to put tables and plots into, for example docs/performance.md")
    private @Nullable Path page;

    @Override
    public Integer call() throws IOException {
        Page shown = Page.of(Recorder.to(results).read());
        shown.writeTo(folder);
        if (page != null) {
            shown.writeInto(page);
        }
        return 0;
    }
}
