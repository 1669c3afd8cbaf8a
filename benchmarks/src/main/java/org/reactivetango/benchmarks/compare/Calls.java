package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.reactivetango.benchmarks.figures.Figure;
import org.reactivetango.benchmarks.load.LoadRequest;
import org.reactivetango.benchmarks.load.LoadShape;
import org.reactivetango.benchmarks.process.ClientProcess;
import org.reactivetango.benchmarks.process.ClientTask;
import org.reactivetango.benchmarks.process.MeasuredServer;
import org.reactivetango.benchmarks.process.ServerProcess;

/** Small calls other than reads, by servers and by clients. */
final class Calls implements Scenario {
    private static final List<LoadShape> LOADS = List.of(new LoadShape(1, 1), new LoadShape(8, 16));
    private static final List<Integer> OUTSTANDING = List.of(1, 64);

    private final String name;
    private final String description;
    private final String operation;
    private final LoadRequest request;

    private Calls(String name, String description, String operation, LoadRequest request) {
        this.name = name;
        this.description = description;
        this.operation = operation;
        this.request = request;
    }

    static Scenario writes() {
        return new Calls(
                "writes",
                "Writes of a scalar that servers take and clients make.",
                "write",
                LoadRequest.write(MeasuredServer.DEVICE, MeasuredServer.ATTRIBUTE, 1.5));
    }

    static Scenario commands() {
        return new Calls(
                "commands",
                "Commands with a double that give it back, run by servers and called by clients.",
                "command",
                LoadRequest.command(MeasuredServer.DEVICE, "DevDouble", 1.5));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void run(Stages stages) throws IOException, InterruptedException {
        try (Stage stage = stages.apart()) {
            List<ServerProcess> servers = stage.servers();
            for (LoadShape load : LOADS) {
                stage.compare(
                        "servers, load " + load,
                        Figure.RATE,
                        servers.stream()
                                .<Side>map(server -> new LoadSide(server, request, load))
                                .toList());
            }
        }
        try (Stage stage = stages.apart()) {
            List<ServerProcess> servers = new ArrayList<>();
            stage.server(stages.peers()::tangoTest).ifPresent(servers::add);
            stage.ourServer().ifPresent(servers::add);
            List<ClientProcess> clients = new ArrayList<>();
            stage.ourClient().ifPresent(clients::add);
            clients.addAll(stage.peerClients());
            for (ServerProcess server : servers) {
                for (int outstanding : OUTSTANDING) {
                    ClientTask task = ClientTask.of(operation, outstanding);
                    stage.compare(
                            "clients, " + task + ", of " + server.name(),
                            Figure.RATE,
                            clients.stream()
                                    .<Side>map(client -> ClientSide.of(client, server, task))
                                    .toList());
                }
            }
        }
    }
}
