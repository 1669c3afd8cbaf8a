package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.time.Duration;
import org.reactivetango.benchmarks.figures.Figure;
import org.reactivetango.benchmarks.figures.Measurement;
import org.reactivetango.benchmarks.process.ClientProcess;
import org.reactivetango.benchmarks.process.ClientResult;
import org.reactivetango.benchmarks.process.ClientTask;
import org.reactivetango.benchmarks.process.CpuTime;
import org.reactivetango.benchmarks.process.MeasuredServer;
import org.reactivetango.benchmarks.process.ServerProcess;

/**
 * A client that calls a server.
 *
 * @param bytes of values in each answer; 0 if nobody wants to know
 */
record ClientSide(ClientProcess client, ServerProcess server, ClientTask task, long bytes) implements Side {
    /** Reads and calls of small things. */
    static ClientSide of(ClientProcess client, ServerProcess server, ClientTask task) {
        return new ClientSide(client, server, task, 0);
    }

    @Override
    public String name() {
        return client.name();
    }

    @Override
    public Measurement measure(Duration duration) throws IOException, InterruptedException {
        long serverBefore = CpuTime.ofProcess(server.pid());
        ClientResult result = client.run(task, server.url(MeasuredServer.DEVICE), duration);
        long serverNanos = CpuTime.ofProcess(server.pid()) - serverBefore;
        double perSecond = result.operations() * 1e9 / result.nanos();
        Measurement measurement = Measurement.of(Figure.RATE, perSecond)
                .with(Figure.CLIENT_CPU, result.cpuNanos() / 1e3 / result.operations())
                .with(Figure.SERVER_CPU, serverNanos / 1e3 / result.operations())
                .with(Figure.P50, result.p50Nanos() / 1e3)
                .with(Figure.P99, result.p99Nanos() / 1e3);
        if (result.allocatedBytes().isPresent()) {
            measurement = measurement.with(
                    Figure.CLIENT_BYTES, result.allocatedBytes().getAsLong() / (double) result.operations());
        }
        return bytes == 0 ? measurement : measurement.with(Figure.GIGABYTES, perSecond * bytes / 1e9);
    }
}
