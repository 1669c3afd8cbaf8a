package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.reactivetango.benchmarks.figures.Figure;
import org.reactivetango.benchmarks.load.LoadRequest;
import org.reactivetango.benchmarks.load.LoadShape;
import org.reactivetango.benchmarks.process.ServerProcess;
import org.reactivetango.benchmarks.server.ManyDevices;

/** What a small read costs our server the more it has. The largest comes first, so that ratios say how much more. */
final class Growth implements Scenario {
    private static final LoadShape LOAD = new LoadShape(8, 16);

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String description() {
        return "CPU time of our server for a small read, by how many devices or attributes it has, read in turn.";
    }

    @Override
    public void run(Stages stages) throws IOException, InterruptedException {
        String attribute = ManyDevices.attributeNames(1).get(0);
        String device = ManyDevices.deviceNames(1).get(0);
        try (Stage stage = stages.apart()) {
            List<Side> sides = new ArrayList<>();
            for (int count : stages.settings().devices()) {
                LoadRequest reads = LoadRequest.inTurn(ManyDevices.deviceNames(count).stream()
                        .map(name -> LoadRequest.read(name, attribute))
                        .toList());
                start(stage, counted(count, "device"), count, 1)
                        .ifPresent(server -> sides.add(new LoadSide(server, reads, LOAD)));
            }
            stage.compare("devices, load " + LOAD, Figure.SERVER_CPU, sides);
        }
        try (Stage stage = stages.apart()) {
            List<Side> sides = new ArrayList<>();
            for (int count : stages.settings().devices()) {
                LoadRequest reads = LoadRequest.inTurn(ManyDevices.attributeNames(count).stream()
                        .map(name -> LoadRequest.read(device, name))
                        .toList());
                start(stage, counted(count, "attribute"), 1, count)
                        .ifPresent(server -> sides.add(new LoadSide(server, reads, LOAD)));
            }
            stage.compare("attributes, load " + LOAD, Figure.SERVER_CPU, sides);
        }
    }

    private static String counted(int count, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
    }

    private static Optional<ServerProcess> start(Stage stage, String name, int devices, int attributes)
            throws InterruptedException {
        return stage.server(() -> ManyDevices.process(name, devices, attributes, 1));
    }
}
