package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivetango.benchmarks.figures.Figure;
import org.reactivetango.benchmarks.figures.Measurement;
import org.reactivetango.benchmarks.load.IdleConnection;
import org.reactivetango.benchmarks.load.LoadFailure;
import org.reactivetango.benchmarks.load.LoadRequest;
import org.reactivetango.benchmarks.process.Footprint;
import org.reactivetango.benchmarks.process.MeasuredServer;
import org.reactivetango.benchmarks.process.ServerProcess;

/** What connections cost that are open and on which nothing happens any more. */
final class Connections implements Scenario {
    @Override
    public String name() {
        return "connections";
    }

    @Override
    public String description() {
        return "Threads and memory of servers with idle connections, on each of which was read once.";
    }

    @Override
    public void run(Stages stages) throws IOException, InterruptedException {
        try (Stage stage = stages.apart()) {
            Map<String, Holder> holders = new LinkedHashMap<>();
            for (ServerProcess server : stage.servers()) {
                holders.put(server.name(), new Holder(server));
            }
            try {
                for (int count : stages.settings().connections()) {
                    Comparison comparison = stage.begin(count + " connections", Figure.THREADS);
                    for (Holder holder : List.copyOf(holders.values())) {
                        try {
                            comparison.add(holder.server.name(), 1, holder.hold(count));
                        } catch (IOException | LoadFailure e) {
                            stage.note(holder.server.name() + " left out: " + e.getMessage());
                            holders.remove(holder.server.name());
                            holder.close();
                        }
                    }
                    comparison.show();
                }
            } finally {
                for (Holder holder : holders.values()) {
                    holder.close();
                }
            }
        }
    }

    /** Holds connections to one server. */
    private static final class Holder implements AutoCloseable {
        private static final LoadRequest READ = LoadRequest.read(MeasuredServer.DEVICE, MeasuredServer.ATTRIBUTE);

        private final ServerProcess server;
        private final List<IdleConnection> open = new ArrayList<>();
        private @Nullable Footprint empty;

        Holder(ServerProcess server) {
            this.server = server;
        }

        /** Opens connections until there are that many, and looks at the server. */
        Measurement hold(int count) throws IOException, InterruptedException {
            if (open.isEmpty()) {
                warmUp();
                empty = Footprint.of(server.pid());
            }
            while (open.size() < count) {
                IdleConnection connection = IdleConnection.open(server.address());
                open.add(connection);
                connection.ask(READ);
            }
            return measurement(Footprint.of(server.pid()));
        }

        /** What is loaded and made for the first connection belongs to none. */
        private void warmUp() throws IOException {
            for (int i = 0; i < 20; i++) {
                try (IdleConnection connection = IdleConnection.open(server.address())) {
                    connection.ask(READ);
                }
            }
        }

        private Measurement measurement(Footprint now) {
            Measurement measurement = Measurement.of(Figure.THREADS, now.threads())
                    .with(Figure.RESIDENT, now.residentBytes() / (double) (1 << 20));
            if (now.heapBytes().isPresent()) {
                measurement = measurement.with(Figure.HEAP, now.heapBytes().getAsLong() / 1024.0);
            }
            if (empty == null || open.isEmpty()) {
                return measurement;
            }
            double kib = 1024.0 * open.size();
            if (now.heapBytes().isPresent() && empty.heapBytes().isPresent()) {
                long more = now.heapBytes().getAsLong() - empty.heapBytes().getAsLong();
                measurement = measurement.with(Figure.HEAP_EACH, more / kib);
            }
            return measurement.with(Figure.RESIDENT_EACH, (now.residentBytes() - empty.residentBytes()) / kib);
        }

        @Override
        public void close() throws IOException {
            for (IdleConnection connection : open) {
                connection.close();
            }
        }
    }
}
