package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.reactivetango.benchmarks.figures.Figure;
import org.reactivetango.benchmarks.figures.Measurement;
import org.reactivetango.benchmarks.load.IdleConnection;
import org.reactivetango.benchmarks.load.LoadFailure;
import org.reactivetango.benchmarks.load.LoadRequest;
import org.reactivetango.benchmarks.process.Footprint;
import org.reactivetango.benchmarks.process.ServerProcess;
import org.reactivetango.benchmarks.server.ManyDevices;

/** Many commands that take a second, all at once, each on a device and a connection of its own, and pings meanwhile. */
final class SlowRequests implements Scenario {
    private static final int COUNT = 200;

    @Override
    public String name() {
        return "slow";
    }

    @Override
    public String description() {
        return COUNT + " commands of a second each at once, to as many devices, and what a ping waits meanwhile.";
    }

    @Override
    public void run(Stages stages) throws IOException, InterruptedException {
        List<String> devices = ManyDevices.deviceNames(COUNT);
        try (Stage stage = stages.apart()) {
            List<ServerProcess> servers = new ArrayList<>();
            stage.server(() -> ManyDevices.process(Stage.OURS, COUNT, 1, 1)).ifPresent(servers::add);
            stage.server(() -> stages.peers().cppServer(devices)).ifPresent(servers::add);
            stage.server(() -> stages.peers().pyTangoServer(devices)).ifPresent(servers::add);
            stage.server(() -> stages.peers().jTangoServer(devices)).ifPresent(servers::add);
            stage.compare(
                    COUNT + " commands of 1 s, until the last was answered",
                    Figure.MILLIS,
                    servers.stream()
                            .<Side>map(server -> new SlowSide(server, devices))
                            .toList());
        }
    }

    private record SlowSide(ServerProcess server, List<String> devices) implements Side {
        private static final Duration PATIENCE = Duration.ofSeconds(60);
        private static final long PAUSE_MILLIS = 1;
        private static final double SECONDS = 1;
        private static final long LONGEST_NANOS = 120_000_000_000L;

        @Override
        public String name() {
            return server.name();
        }

        @Override
        public Measurement measure(Duration ignored) throws IOException, InterruptedException {
            List<IdleConnection> connections = new ArrayList<>();
            try (IdleConnection pinged = IdleConnection.open(server.address())) {
                for (String device : devices) {
                    IdleConnection connection = IdleConnection.open(server.address());
                    connections.add(connection);
                    connection.ask(LoadRequest.ping(device));
                }
                return measure(connections, pinged);
            } finally {
                for (IdleConnection connection : connections) {
                    connection.close();
                }
            }
        }

        private Measurement measure(List<IdleConnection> connections, IdleConnection pinged)
                throws IOException, InterruptedException {
            long start = System.nanoTime();
            for (int i = 0; i < connections.size(); i++) {
                connections.get(i).send(slow(devices.get(i)));
            }
            CompletableFuture<Long> lastAnswer = CompletableFuture.supplyAsync(() -> awaitAll(connections));
            Histogram waits = new Histogram(LONGEST_NANOS, 3);
            LoadRequest ping = LoadRequest.ping(devices.get(0));
            int threads = 0;
            while (!lastAnswer.isDone()) {
                long before = System.nanoTime();
                pinged.ask(ping);
                waits.recordValue(System.nanoTime() - before);
                threads = threads == 0 ? Footprint.threads(server.pid()) : threads;
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            return Measurement.of(Figure.MILLIS, (time(lastAnswer) - start) / 1e6)
                    .with(Figure.P50, waits.getValueAtPercentile(50) / 1e3)
                    .with(Figure.P99, waits.getValueAtPercentile(99) / 1e3)
                    .with(Figure.LONGEST, waits.getMaxValue() / 1e3)
                    .with(Figure.THREADS, threads);
        }

        private static LoadRequest slow(String device) {
            return LoadRequest.command(device, ManyDevices.SLEEP, SECONDS);
        }

        private long awaitAll(List<IdleConnection> connections) {
            try {
                for (int i = 0; i < connections.size(); i++) {
                    connections.get(i).receive(slow(devices.get(i)), PATIENCE);
                }
                return System.nanoTime();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static long time(CompletableFuture<Long> lastAnswer) throws IOException, InterruptedException {
            try {
                return lastAnswer.get();
            } catch (ExecutionException e) {
                Throwable cause = Objects.requireNonNull(e.getCause());
                if (cause instanceof LoadFailure failure) {
                    throw failure;
                }
                throw new IOException("a slow command: " + cause.getMessage(), cause);
            }
        }
    }
}
