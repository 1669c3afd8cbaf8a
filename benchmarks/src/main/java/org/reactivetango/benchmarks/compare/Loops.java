package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.reactivetango.benchmarks.figures.Figure;
import org.reactivetango.benchmarks.load.LoadRequest;
import org.reactivetango.benchmarks.load.LoadShape;
import org.reactivetango.benchmarks.process.ServerProcess;
import org.reactivetango.benchmarks.server.ManyDevices;

/** What a second event loop brings, and what changing over to it costs. */
final class Loops implements Scenario {
    private static final int DEVICES = 16;
    private static final List<LoadShape> LOADS =
            List.of(new LoadShape(1, 1), new LoadShape(8, 16), new LoadShape(64, 64));

    @Override
    public String name() {
        return "loops";
    }

    @Override
    public String description() {
        return "Our server on one and on two event loops, small reads of " + DEVICES + " devices in turn.";
    }

    @Override
    public void run(Stages stages) throws IOException, InterruptedException {
        LoadRequest reads = LoadRequest.inTurn(ManyDevices.deviceNames(DEVICES).stream()
                .map(device ->
                        LoadRequest.read(device, ManyDevices.attributeNames(1).get(0)))
                .toList());
        try (Stage stage = stages.free()) {
            List<ServerProcess> servers = new ArrayList<>();
            stage.server(() -> ManyDevices.process("2 loops", DEVICES, 1, 2)).ifPresent(servers::add);
            stage.server(() -> ManyDevices.process("1 loop", DEVICES, 1, 1)).ifPresent(servers::add);
            for (LoadShape load : LOADS) {
                stage.compare(
                        "load " + load,
                        Figure.RATE,
                        servers.stream()
                                .<Side>map(server -> new LoadSide(server, reads, load))
                                .toList());
            }
        }
    }
}
