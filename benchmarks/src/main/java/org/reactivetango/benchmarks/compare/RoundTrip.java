package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reactivetango.benchmarks.figures.Figure;
import org.reactivetango.benchmarks.load.LoadRequest;
import org.reactivetango.benchmarks.load.LoadShape;
import org.reactivetango.benchmarks.process.ClientProcess;
import org.reactivetango.benchmarks.process.ClientTask;
import org.reactivetango.benchmarks.process.MeasuredServer;
import org.reactivetango.benchmarks.process.ServerProcess;

/** How long one small read takes after the other when client and server share a CPU: all that it costs. */
final class RoundTrip implements Scenario {
    private static final ClientTask ONE_BY_ONE = ClientTask.of("read", 1);

    @Override
    public String name() {
        return "round-trip";
    }

    @Override
    public String description() {
        return "One small read after the other, client and server on one CPU.";
    }

    @Override
    public void run(Stages stages) throws IOException, InterruptedException {
        try (Stage stage = stages.together()) {
            Optional<ServerProcess> ours = stage.ourServer();
            Optional<ServerProcess> theirs = stage.server(stages.peers()::tangoTest);
            Optional<ClientProcess> chains = stage.ourClient();
            Optional<ClientProcess> blocking = stage.ourBlockingClient();
            Optional<ClientProcess> cpp = stage.client(stages.peers()::cppClient);
            List<Side> all = new ArrayList<>();
            add(all, chains, ours);
            add(all, cpp, theirs);
            load(all, ours);
            load(all, theirs);
            load(all, stage.cannedServer());
            stage.compare("client and server", Figure.P50, all);
            List<Side> clients = new ArrayList<>();
            add(clients, chains, theirs);
            add(clients, blocking, theirs);
            add(clients, cpp, theirs);
            load(clients, theirs);
            stage.compare("clients of the same TangoTest", Figure.P50, clients);
        }
    }

    private static void add(List<Side> sides, Optional<ClientProcess> client, Optional<ServerProcess> server) {
        client.ifPresent(c ->
                server.ifPresent(s -> sides.add(ClientSide.of(c, s, ONE_BY_ONE).named(c.name() + " + " + s.name()))));
    }

    private static void load(List<Side> sides, Optional<ServerProcess> server) {
        LoadRequest read = LoadRequest.read(MeasuredServer.DEVICE, MeasuredServer.ATTRIBUTE);
        server.ifPresent(
                s -> sides.add(new LoadSide(s, read, new LoadShape(1, 1)).named("load generator + " + s.name())));
    }
}
