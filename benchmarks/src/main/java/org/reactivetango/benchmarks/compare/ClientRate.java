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

/** How many small reads a client makes per second. */
final class ClientRate implements Scenario {
    private static final List<ClientTask> TASKS = List.of(
            ClientTask.of("read", 1),
            ClientTask.of("read", 16),
            ClientTask.of("read", 64),
            ClientTask.of("read", 256),
            new ClientTask("read", 8, 1));

    @Override
    public String name() {
        return "client";
    }

    @Override
    public String description() {
        return "Small reads that clients make, of TangoTest and of our server, beside the load generator.";
    }

    @Override
    public void run(Stages stages) throws IOException, InterruptedException {
        try (Stage stage = stages.apart()) {
            List<ServerProcess> servers = new ArrayList<>();
            stage.server(stages.peers()::tangoTest).ifPresent(servers::add);
            stage.ourServer().ifPresent(servers::add);
            List<ClientProcess> clients = new ArrayList<>();
            stage.ourClient().ifPresent(clients::add);
            Optional<ClientProcess> blocking = stage.ourBlockingClient();
            clients.addAll(stage.peerClients());
            for (ServerProcess server : servers) {
                for (ClientTask task : TASKS) {
                    List<Side> sides = new ArrayList<>();
                    clients.forEach(client -> sides.add(ClientSide.of(client, server, task)));
                    if (task.outstanding() == 1 && task.threads() == 1) {
                        blocking.ifPresent(client -> sides.add(ClientSide.of(client, server, task)));
                    }
                    sides.add(loadGenerator(server, task));
                    stage.compare(task + ", of " + server.name(), Figure.RATE, sides);
                }
            }
        }
    }

    private static Side loadGenerator(ServerProcess server, ClientTask task) {
        LoadRequest read = LoadRequest.read(MeasuredServer.DEVICE, MeasuredServer.ATTRIBUTE);
        return new LoadSide(server, read, new LoadShape(task.threads(), task.outstanding())).named("load generator");
    }
}
