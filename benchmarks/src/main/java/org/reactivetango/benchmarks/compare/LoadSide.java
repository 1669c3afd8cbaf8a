package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.reactivetango.benchmarks.figures.Figure;
import org.reactivetango.benchmarks.figures.Measurement;
import org.reactivetango.benchmarks.load.LoadGenerator;
import org.reactivetango.benchmarks.load.LoadInterval;
import org.reactivetango.benchmarks.load.LoadRequest;
import org.reactivetango.benchmarks.load.LoadShape;
import org.reactivetango.benchmarks.process.CpuTime;
import org.reactivetango.benchmarks.process.ServerProcess;

/** A server under load from this process. */
record LoadSide(ServerProcess server, LoadRequest request, LoadShape load) implements Side {
    /** Left out of each measurement: connections are new, and so are some caches. */
    private static final Duration RAMP = Duration.ofMillis(200);

    /** How long the last replies may take. */
    private static final Duration LAST_REPLIES = Duration.ofSeconds(1);

    private static final long LONGEST_NANOS = 60_000_000_000L;

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public Measurement measure(Duration duration) throws IOException {
        Histogram latencies = new Histogram(LONGEST_NANOS, 3);
        long self = ProcessHandle.current().pid();
        try (LoadGenerator generator = LoadGenerator.open(server.address(), load, request, latencies)) {
            generator.run(RAMP);
            latencies.reset();
            long machineBefore = CpuTime.ofMachine();
            long serverBefore = CpuTime.ofProcess(server.pid());
            long selfBefore = CpuTime.ofProcess(self);
            LoadInterval interval = generator.run(duration);
            long serverNanos = CpuTime.ofProcess(server.pid()) - serverBefore;
            long selfNanos = CpuTime.ofProcess(self) - selfBefore;
            long othersNanos = CpuTime.ofMachine() - machineBefore - serverNanos - selfNanos;
            return Measurement.of(Figure.RATE, interval.perSecond())
                    .with(Figure.SERVER_CPU, serverNanos / 1e3 / interval.replies())
                    .with(Figure.P50, latencies.getValueAtPercentile(50) / 1e3)
                    .with(Figure.P99, latencies.getValueAtPercentile(99) / 1e3)
                    .with(Figure.LOAD_BUSY, 100 * interval.loadBusy())
                    .with(Figure.OTHERS_BUSY, 100.0 * Math.max(0, othersNanos) / interval.nanos())
                    .with(Figure.UNANSWERED, generator.finish(LAST_REPLIES));
        }
    }
}
