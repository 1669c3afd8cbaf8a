package org.reactivetango.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.reactivetango.benchmarks.load.LoadGenerator;
import org.reactivetango.benchmarks.load.LoadInterval;
import org.reactivetango.benchmarks.load.LoadRequest;
import org.reactivetango.benchmarks.load.LoadShape;
import org.reactivetango.benchmarks.process.CpuTime;
import org.reactivetango.benchmarks.process.MeasuredServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The load generator alone, against a server that runs already: for profiling it. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "Puts a server that runs already under load and prints replies per second, second by second.")
final class LoadCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<host>")
    private String host = "";

    @Parameters(index = "1", paramLabel = "<port>")
    private int port;

    @Option(names = "--device", defaultValue = MeasuredServer.DEVICE, description = "Default: ${DEFAULT-VALUE}")
    private String device = "";

    @Option(
            names = "--attribute",
            defaultValue = MeasuredServer.ATTRIBUTE,
            description = "A scalar that is not a string. Default: ${DEFAULT-VALUE}")
    private String attribute = "";

    @Option(
            names = "--load",
            defaultValue = "8x16",
            converter = LoadShapeConverter.class,
            description = "Connections x outstanding. Default: ${DEFAULT-VALUE}")
    private LoadShape load = new LoadShape(1, 1);

    @Option(names = "--seconds", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--pid", description = "The server's process, to be asked for its CPU time")
    private @Nullable Long pid;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Histogram latencies = new Histogram(60_000_000_000L, 3);
        LoadRequest request = LoadRequest.read(device, attribute);
        try (LoadGenerator generator =
                LoadGenerator.open(new InetSocketAddress(host, port), load, request, latencies)) {
            for (int second = 1; second <= seconds; second++) {
                latencies.reset();
                long cpuBefore = pid == null ? 0 : CpuTime.ofProcess(pid);
                LoadInterval interval = generator.run(Duration.ofSeconds(1));
                out.printf(
                        Locale.ROOT,
                        "%3d s  %,10.0f replies/s, latency us p50 %.1f p99 %.1f max %.1f, load busy %.0f%%",
                        second,
                        interval.perSecond(),
                        latencies.getValueAtPercentile(50) / 1e3,
                        latencies.getValueAtPercentile(99) / 1e3,
                        latencies.getMaxValue() / 1e3,
                        100 * interval.loadBusy());
                if (pid != null) {
                    double micros = (CpuTime.ofProcess(pid) - cpuBefore) / 1e3 / interval.replies();
                    out.printf(Locale.ROOT, ", server CPU %.2f us/reply", micros);
                }
                out.println();
                out.flush();
            }
            int unanswered = generator.finish(Duration.ofSeconds(1));
            if (unanswered > 0) {
                out.println(unanswered + " requests were not answered within a second after the last reply");
            }
        }
        return 0;
    }
}
