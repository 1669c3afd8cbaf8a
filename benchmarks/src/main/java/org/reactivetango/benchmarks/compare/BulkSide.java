package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.time.Duration;
import org.reactivetango.benchmarks.figures.Figure;
import org.reactivetango.benchmarks.figures.Measurement;
import org.reactivetango.benchmarks.load.BulkReader;
import org.reactivetango.benchmarks.load.LoadInterval;
import org.reactivetango.benchmarks.load.LoadRequest;
import org.reactivetango.benchmarks.process.CpuTime;
import org.reactivetango.benchmarks.process.ServerProcess;

/** A server whose large replies this process reads and throws away. */
record BulkSide(ServerProcess server, LoadRequest request, int outstanding) implements Side {
    @Override
    public String name() {
        return server.name();
    }

    @Override
    public Measurement measure(Duration duration) throws IOException {
        try (BulkReader reader = BulkReader.open(server.address(), request)) {
            long serverBefore = CpuTime.ofProcess(server.pid());
            LoadInterval interval = reader.run(duration, outstanding);
            long serverNanos = CpuTime.ofProcess(server.pid()) - serverBefore;
            return Measurement.of(Figure.GIGABYTES, interval.perSecond() * reader.replyBytes() / 1e9)
                    .with(Figure.RATE, interval.perSecond())
                    .with(Figure.SERVER_CPU, serverNanos / 1e3 / interval.replies());
        }
    }
}
