package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.reactivetango.benchmarks.figures.Figure;
import org.reactivetango.benchmarks.figures.Measurement;
import org.reactivetango.benchmarks.load.IdleConnection;
import org.reactivetango.benchmarks.load.LoadFailure;
import org.reactivetango.benchmarks.load.LoadRequest;
import org.reactivetango.benchmarks.process.Footprint;
import org.reactivetango.benchmarks.process.MeasuredServer;
import org.reactivetango.benchmarks.process.Pinning;
import org.reactivetango.benchmarks.process.ServerProcess;

/** From the start of a process to the first answer to a ping. */
final class StartUp implements Scenario {
    @Override
    public String name() {
        return "start-up";
    }

    @Override
    public String description() {
        return "Time from the start of a server's process to its first answer to a ping.";
    }

    @Override
    public void run(Stages stages) throws IOException, InterruptedException {
        Settings settings = stages.settings();
        try (Stage stage = stages.free()) {
            List<MeasuredServer> servers = new ArrayList<>();
            ourProgram(stage, settings.program()).ifPresent(servers::add);
            launched(stage, settings.launcher()).ifPresent(servers::add);
            stage.found(stages.peers()::tangoTest).ifPresent(servers::add);
            stage.found(stages.peers()::pyTangoServer).ifPresent(servers::add);
            stage.found(stages.peers()::jTangoServer).ifPresent(servers::add);
            stage.compare(
                    "first ping answered",
                    Figure.MILLIS,
                    servers.stream()
                            .<Side>map(server -> new StartSide(server, stage.pinning()))
                            .toList());
        }
    }

    private static Optional<MeasuredServer> ourProgram(Stage stage, Path jar) {
        if (Files.exists(jar)) {
            return Optional.of(MeasuredServer.ofJar(Stage.OURS + ", java -jar", jar, List.of()));
        }
        stage.note("there is no " + jar + " (mvn -pl reactive-server package makes it): left out");
        return Optional.empty();
    }

    /** The first start, which makes the archive, is the warm-up. */
    private static Optional<MeasuredServer> launched(Stage stage, Path script) {
        if (Files.isExecutable(script)) {
            return Optional.of(MeasuredServer.ofProgram(
                    Stage.OURS + ", launcher", List.of(script.toString()), List.of(MeasuredServer.DEVICE)));
        }
        stage.note("there is no launcher " + script + ": left out");
        return Optional.empty();
    }

    private record StartSide(MeasuredServer server, Pinning pinning) implements Side {
        private static final Duration PATIENCE = Duration.ofSeconds(60);
        private static final long PAUSE_MILLIS = 2;
        private static final LoadRequest PING = LoadRequest.ping(MeasuredServer.DEVICE);

        @Override
        public String name() {
            return server.name();
        }

        @Override
        public Measurement measure(Duration ignored) throws IOException, InterruptedException {
            long start = System.nanoTime();
            try (ServerProcess process = ServerProcess.launch(server, pinning)) {
                while (!answers(process)) {
                    if (!process.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
                        throw new IOException("no answer to a ping. It said:\n" + process.said());
                    }
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
                long nanos = System.nanoTime() - start;
                Footprint footprint = Footprint.of(process.pid());
                return Measurement.of(Figure.MILLIS, nanos / 1e6)
                        .with(Figure.THREADS, footprint.threads())
                        .with(Figure.RESIDENT, footprint.residentBytes() / (double) (1 << 20));
            }
        }

        /** A device that is not exported yet is an error, and asked again. */
        private static boolean answers(ServerProcess process) {
            try (IdleConnection connection = IdleConnection.open(process.address())) {
                connection.ask(PING);
                return true;
            } catch (IOException | LoadFailure notYet) {
                return false;
            }
        }
    }
}
