package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.reactivetango.benchmarks.figures.Figure;
import org.reactivetango.benchmarks.load.LoadRequest;
import org.reactivetango.benchmarks.load.LoadShape;
import org.reactivetango.benchmarks.process.MeasuredServer;
import org.reactivetango.benchmarks.process.ServerProcess;

/** How many small reads a server answers per second. */
final class Capacity implements Scenario {
    static final String NAME = "capacity";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Small reads that servers answer, by connections x requests outstanding on each, on one CPU or two.";
    }

    @Override
    public void run(Stages stages) throws IOException, InterruptedException {
        try (Stage stage = stages.apart()) {
            run(stage, stages.settings());
        }
        try (Stage stage = stages.together()) {
            run(stage, stages.settings());
        }
    }

    private static void run(Stage stage, Settings settings) throws InterruptedException {
        LoadRequest read = LoadRequest.read(MeasuredServer.DEVICE, MeasuredServer.ATTRIBUTE);
        List<ServerProcess> servers = new ArrayList<>(stage.servers());
        stage.cannedServer().ifPresent(servers::add);
        for (LoadShape load : settings.loads()) {
            stage.compare(
                    "load " + load,
                    Figure.RATE,
                    servers.stream()
                            .<Side>map(server -> new LoadSide(server, read, load))
                            .toList());
        }
    }
}
