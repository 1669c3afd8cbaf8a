package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.reactivetango.benchmarks.figures.Figure;
import org.reactivetango.benchmarks.load.LoadRequest;
import org.reactivetango.benchmarks.process.ClientProcess;
import org.reactivetango.benchmarks.process.ClientTask;
import org.reactivetango.benchmarks.process.MeasuredServer;
import org.reactivetango.benchmarks.process.ServerProcess;

/** Many doubles at once: an image of 504 kB and a spectrum of 2 kB. */
final class Images implements Scenario {
    private static final int OUTSTANDING = 4;
    private static final long IMAGE_BYTES = 251 * 251 * 8;
    private static final long SPECTRUM_BYTES = 256 * 8;

    @Override
    public String name() {
        return "images";
    }

    @Override
    public String description() {
        return "Images and spectra: what servers send to a reader that throws it away, and what clients put into arrays.";
    }

    @Override
    public void run(Stages stages) throws IOException, InterruptedException {
        try (Stage stage = stages.apart()) {
            List<ServerProcess> servers = stage.servers();
            compareServers(stage, servers, "504 kB image", "double_image_ro");
            compareServers(stage, servers, "spectrum of 256", "double_spectrum_ro");
        }
        try (Stage stage = stages.apart()) {
            List<ServerProcess> servers = new ArrayList<>();
            stage.server(stages.peers()::tangoTest).ifPresent(servers::add);
            stage.ourServer().ifPresent(servers::add);
            List<ClientProcess> clients = new ArrayList<>();
            stage.ourClient().ifPresent(clients::add);
            clients.addAll(stage.peerClients());
            for (ServerProcess server : servers) {
                for (int outstanding : List.of(1, OUTSTANDING)) {
                    compareClients(stage, clients, server, ClientTask.of("image", outstanding), IMAGE_BYTES);
                }
                compareClients(stage, clients, server, ClientTask.of("spectrum", OUTSTANDING), SPECTRUM_BYTES);
            }
        }
    }

    private static void compareServers(Stage stage, List<ServerProcess> servers, String what, String attribute)
            throws InterruptedException {
        LoadRequest read = LoadRequest.read(MeasuredServer.DEVICE, attribute);
        stage.compare(
                "servers, " + what + ", " + OUTSTANDING + " outstanding",
                Figure.GIGABYTES,
                servers.stream()
                        .<Side>map(server -> new BulkSide(server, read, OUTSTANDING))
                        .toList());
    }

    private static void compareClients(
            Stage stage, List<ClientProcess> clients, ServerProcess server, ClientTask task, long bytes)
            throws InterruptedException {
        stage.compare(
                "clients, " + task + ", of " + server.name(),
                Figure.GIGABYTES,
                clients.stream()
                        .<Side>map(client -> new ClientSide(client, server, task, bytes))
                        .toList());
    }
}
