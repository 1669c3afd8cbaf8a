package org.reactivetango.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.reactivetango.benchmarks.load.LoadGenerator;
import org.reactivetango.benchmarks.load.LoadInterval;
import org.reactivetango.benchmarks.load.LoadShape;
import org.reactivetango.benchmarks.load.ReadRequest;
import org.reactivetango.benchmarks.process.MeasuredServer;
import org.reactivetango.benchmarks.process.ServerProcess;

/**
 * Measures servers side by side: all of them run all the time, and are put under the same load in turn, again and again,
 * so that whatever else changes on the machine changes for each of them. The first one is compared with the others.
 */
final class CapacityComparison {
    /** Left out of each measurement: connections are new, and so are some caches. */
    private static final Duration RAMP = Duration.ofMillis(200);

    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final List<ServerProcess> servers;
    private final Duration warmUp;
    private final Duration each;
    private final int rounds;
    private final boolean latencies;
    private final PrintWriter out;

    CapacityComparison(
            List<ServerProcess> servers,
            Duration warmUp,
            Duration each,
            int rounds,
            boolean latencies,
            PrintWriter out) {
        this.servers = List.copyOf(servers);
        this.warmUp = warmUp;
        this.each = each;
        this.rounds = rounds;
        this.latencies = latencies;
        this.out = out;
    }

    /** Measures all servers under one load and prints what came out. */
    Map<String, List<Sample>> measure(LoadShape load) throws IOException {
        out.printf(Locale.ROOT, "%nLoad %s, %s%n", load, Machine.now());
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        Map<String, Histogram> histograms = new LinkedHashMap<>();
        for (ServerProcess server : servers) {
            samples.put(server.name(), new ArrayList<>());
            histograms.put(server.name(), new Histogram(LONGEST_NANOS, 3));
            progress("  warm-up of %s, %.1f s%n", server.name(), seconds(warmUp));
            sample(server, load, warmUp, null);
        }
        for (int round = 1; round <= rounds; round++) {
            progress("  round %d of %d:", round, rounds);
            for (ServerProcess server : servers) {
                Histogram histogram = latencies ? histograms.get(server.name()) : null;
                Sample sample = sample(server, load, each, histogram);
                samples.getOrDefault(server.name(), List.of()).add(sample);
                progress("  %s %,.0f/s", server.name(), sample.perSecond());
            }
            progress("%n");
        }
        report(samples, histograms);
        return samples;
    }

    private static Sample sample(ServerProcess server, LoadShape load, Duration duration, @Nullable Histogram histogram)
            throws IOException {
        ReadRequest request = ReadRequest.of(MeasuredServer.DEVICE, MeasuredServer.ATTRIBUTE);
        try (LoadGenerator generator = LoadGenerator.open(server.address(), load, request, histogram)) {
            generator.run(RAMP);
            if (histogram != null) {
                histogram.getTotalCount();
            }
            long cpuBefore = server.cpuNanos();
            LoadInterval interval = generator.run(duration);
            long cpuNanos = server.cpuNanos() - cpuBefore;
            generator.finish();
            return new Sample(interval.perSecond(), cpuNanos / 1e3 / interval.replies(), interval.loadBusy());
        }
    }

    private void report(Map<String, List<Sample>> samples, Map<String, Histogram> histograms) {
        out.printf(
                Locale.ROOT,
                "  %-16s %12s %27s %14s %11s%n",
                "server",
                "replies/s",
                "min - max",
                "CPU us/reply",
                "load busy");
        samples.forEach((name, of) -> {
            Spread rate = Spread.of(of, Sample::perSecond);
            out.printf(
                    Locale.ROOT,
                    "  %-16s %,12.0f %,12.0f - %,12.0f %14.2f %10.0f%%%n",
                    name,
                    rate.median(),
                    rate.min(),
                    rate.max(),
                    Spread.of(of, Sample::cpuMicros).median(),
                    100 * Spread.of(of, Sample::loadBusy).median());
        });
        reportRatios(samples);
        if (latencies) {
            histograms.forEach(this::reportLatency);
        }
        out.flush();
    }

    /** Of what was measured in the same round, one behind the other. */
    private void reportRatios(Map<String, List<Sample>> samples) {
        List<String> names = List.copyOf(samples.keySet());
        List<Sample> first = samples.getOrDefault(names.get(0), List.of());
        for (String name : names.subList(1, names.size())) {
            List<Sample> other = samples.getOrDefault(name, List.of());
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                ratios.add(first.get(i).perSecond() / other.get(i).perSecond());
            }
            Spread ratio = Spread.of(ratios, Double::doubleValue);
            out.printf(
                    Locale.ROOT,
                    "  %s / %s: %.2f x (%.2f - %.2f in %d rounds)%n",
                    names.get(0),
                    name,
                    ratio.median(),
                    ratio.min(),
                    ratio.max(),
                    rounds);
        }
    }

    private void reportLatency(String name, Histogram histogram) {
        out.printf(
                Locale.ROOT,
                "  %s: latency us p50 %.1f, p99 %.1f, p99.9 %.1f, max %.1f%n",
                name,
                histogram.getValueAtPercentile(50) / 1e3,
                histogram.getValueAtPercentile(99) / 1e3,
                histogram.getValueAtPercentile(99.9) / 1e3,
                histogram.getMaxValue() / 1e3);
    }

    private void progress(String format, Object... arguments) {
        out.printf(Locale.ROOT, format, arguments);
        out.flush();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
