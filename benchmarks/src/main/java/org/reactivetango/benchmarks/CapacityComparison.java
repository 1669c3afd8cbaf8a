package org.reactivetango.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.reactivetango.benchmarks.figures.Machine;
import org.reactivetango.benchmarks.figures.Spread;
import org.reactivetango.benchmarks.load.LoadGenerator;
import org.reactivetango.benchmarks.load.LoadInterval;
import org.reactivetango.benchmarks.load.LoadRequest;
import org.reactivetango.benchmarks.load.LoadShape;
import org.reactivetango.benchmarks.process.CpuTime;
import org.reactivetango.benchmarks.process.MeasuredServer;
import org.reactivetango.benchmarks.process.ServerProcess;

/**
 * Measures servers side by side: all of them run all the time, and are put under the same load in turn, again and again,
 * so that whatever else changes on the machine changes for each of them. The first one is compared with the others.
 */
final class CapacityComparison {
    /** Left out of each measurement: connections are new, and so are some caches. */
    private static final Duration RAMP = Duration.ofMillis(200);

    /** How long the last replies may take. */
    private static final Duration LAST_REPLIES = Duration.ofSeconds(1);

    /** CPUs taken by other processes from which on a measurement says little: a tenth of one. */
    private static final double DISTURBED = 0.1;

    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final List<ServerProcess> servers;
    private final Duration warmUp;
    private final Duration each;
    private final int rounds;
    private final long impatientAtNanos;
    private final boolean latencies;
    private final PrintWriter out;

    /**
     * A comparison that has not begun.
     *
     * @param warmUp load for each server that does not count
     * @param each length of each measurement
     * @param rounds how often each server is measured
     * @param patience how long, from now on, to wait before a round until other processes are idle, and to repeat rounds
     *     that they disturbed; zero to take whatever comes
     * @param latencies whether to look at them, too
     */
    CapacityComparison(
            List<ServerProcess> servers,
            Duration warmUp,
            Duration each,
            int rounds,
            Duration patience,
            boolean latencies,
            PrintWriter out) {
        this.servers = List.copyOf(servers);
        this.warmUp = warmUp;
        this.each = each;
        this.rounds = rounds;
        this.impatientAtNanos = System.nanoTime() + patience.toNanos();
        this.latencies = latencies;
        this.out = out;
    }

    /** Measures all servers under one load and prints what came out. */
    Map<String, List<Sample>> measure(LoadShape load) throws IOException, InterruptedException {
        out.printf(Locale.ROOT, "%nLoad %s, %s%n", load, Machine.now());
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        Map<String, Histogram> histograms = new LinkedHashMap<>();
        for (ServerProcess server : servers) {
            samples.put(server.name(), new ArrayList<>());
            progress("  warm-up of %s, %.1f s%n", server.name(), seconds(warmUp));
            sample(server, load, warmUp, null);
        }
        for (int round = 1; round <= rounds; round++) {
            List<Sample> one = calmRound(round, load, histograms);
            for (int i = 0; i < servers.size(); i++) {
                samples.getOrDefault(servers.get(i).name(), List.of()).add(one.get(i));
            }
        }
        report(samples, histograms);
        return samples;
    }

    /** A round that nothing disturbed, as far as patience goes. */
    private List<Sample> calmRound(int round, LoadShape load, Map<String, Histogram> histograms)
            throws IOException, InterruptedException {
        while (true) {
            awaitCalm();
            progress("  round %d of %d:", round, rounds);
            Map<String, Histogram> fresh = new LinkedHashMap<>();
            List<Sample> samples = round(load, fresh);
            boolean disturbed = samples.stream().anyMatch(sample -> sample.othersBusy() > DISTURBED);
            if (!disturbed || System.nanoTime() - impatientAtNanos > 0) {
                progress(disturbed ? "  (disturbed by other processes)%n" : "%n");
                fresh.forEach((name, histogram) -> histograms.merge(name, histogram, CapacityComparison::sum));
                return samples;
            }
            progress("  disturbed by other processes: not counted%n");
        }
    }

    private void awaitCalm() throws IOException, InterruptedException {
        boolean calm = false;
        while (!calm && System.nanoTime() - impatientAtNanos < 0) {
            long before = CpuTime.ofMachine();
            TimeUnit.SECONDS.sleep(1);
            calm = CpuTime.ofMachine() - before < DISTURBED * TimeUnit.SECONDS.toNanos(1);
        }
    }

    private static Histogram sum(Histogram one, Histogram other) {
        one.add(other);
        return one;
    }

    private List<Sample> round(LoadShape load, Map<String, Histogram> histograms) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (ServerProcess server : servers) {
            Histogram histogram = latencies ? new Histogram(LONGEST_NANOS, 3) : null;
            Sample sample = sample(server, load, each, histogram);
            progress("  %s %,.0f/s", server.name(), sample.perSecond());
            samples.add(sample);
            if (histogram != null) {
                histograms.put(server.name(), histogram);
            }
        }
        return samples;
    }

    private static Sample sample(ServerProcess server, LoadShape load, Duration duration, @Nullable Histogram histogram)
            throws IOException {
        LoadRequest request = LoadRequest.read(MeasuredServer.DEVICE, MeasuredServer.ATTRIBUTE);
        long self = ProcessHandle.current().pid();
        try (LoadGenerator generator = LoadGenerator.open(server.address(), load, request, histogram)) {
            generator.run(RAMP);
            long machineBefore = CpuTime.ofMachine();
            long serverBefore = CpuTime.ofProcess(server.pid());
            long selfBefore = CpuTime.ofProcess(self);
            LoadInterval interval = generator.run(duration);
            long serverNanos = CpuTime.ofProcess(server.pid()) - serverBefore;
            long selfNanos = CpuTime.ofProcess(self) - selfBefore;
            long othersNanos = CpuTime.ofMachine() - machineBefore - serverNanos - selfNanos;
            return new Sample(
                    interval.perSecond(),
                    serverNanos / 1e3 / interval.replies(),
                    interval.loadBusy(),
                    Math.max(0, othersNanos) / (double) interval.nanos(),
                    generator.finish(LAST_REPLIES));
        }
    }

    private void report(Map<String, List<Sample>> samples, Map<String, Histogram> histograms) {
        out.printf(
                Locale.ROOT,
                "  %-16s %12s %27s %14s %11s %12s %11s%n",
                "server",
                "replies/s",
                "min - max",
                "CPU us/reply",
                "load busy",
                "others busy",
                "unanswered");
        samples.forEach((name, of) -> {
            Spread rate = Spread.of(of, Sample::perSecond);
            out.printf(
                    Locale.ROOT,
                    "  %-16s %,12.0f %,12.0f - %,12.0f %14.2f %10.0f%% %11.0f%% %11d%n",
                    name,
                    rate.median(),
                    rate.min(),
                    rate.max(),
                    Spread.of(of, Sample::cpuMicros).median(),
                    100 * Spread.of(of, Sample::loadBusy).median(),
                    100 * Spread.of(of, Sample::othersBusy).max(),
                    of.stream().mapToInt(Sample::unanswered).sum());
        });
        reportRatios(samples);
        histograms.forEach(this::reportLatency);
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
