package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.reactivetango.benchmarks.client.MeasuredClientProgram;
import org.reactivetango.benchmarks.figures.Figure;
import org.reactivetango.benchmarks.figures.Measurement;
import org.reactivetango.benchmarks.load.LoadFailure;
import org.reactivetango.benchmarks.peers.Missing;
import org.reactivetango.benchmarks.peers.Peers;
import org.reactivetango.benchmarks.process.ClientProcess;
import org.reactivetango.benchmarks.process.JavaCommand;
import org.reactivetango.benchmarks.process.MeasuredClient;
import org.reactivetango.benchmarks.process.MeasuredServer;
import org.reactivetango.benchmarks.process.Pinning;
import org.reactivetango.benchmarks.process.ServerProcess;
import org.reactivetango.benchmarks.server.CannedServer;
import org.reactivetango.server.tangotest.TangoTest;

/**
 * Where sides take turns. Processes are started here, all of them pinned alike, and run until the stage is closed, so that
 * whatever else changes on the machine changes for each of them. Who is missing or fails is named and left out.
 */
final class Stage implements AutoCloseable {
    /** How we are called. */
    static final String OURS = "Reactive Tango";

    private final Settings settings;
    private final Peers peers;
    private final Journal journal;
    private final Pinning pinning;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    Stage(Settings settings, Peers peers, Journal journal, Pinning pinning) {
        this.settings = settings;
        this.peers = peers;
        this.journal = journal;
        this.pinning = pinning;
    }

    /** Finds or makes something that may not be there. */
    interface Source<T> {
        T get() throws Missing, IOException, InterruptedException;
    }

    Pinning pinning() {
        return pinning;
    }

    /** Starts a server, if it is there and starts. */
    Optional<ServerProcess> server(Source<MeasuredServer> source) throws InterruptedException {
        return started(() -> ServerProcess.start(source.get(), pinning));
    }

    /** Starts a client, if it is there and starts. */
    Optional<ClientProcess> client(Source<MeasuredClient> source) throws InterruptedException {
        return started(() -> ClientProcess.start(source.get(), pinning));
    }

    private <T extends AutoCloseable> Optional<T> started(Source<T> source) throws InterruptedException {
        Optional<T> found = found(source);
        found.ifPresent(running::push);
        return found;
    }

    /** What may not be there, or nothing and a note. */
    <T> Optional<T> found(Source<T> source) throws InterruptedException {
        try {
            return Optional.of(source.get());
        } catch (Missing e) {
            journal.note(e.getMessage() + ": left out");
        } catch (IOException e) {
            journal.note("left out: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** Our TangoTest. */
    Optional<ServerProcess> ourServer() throws InterruptedException {
        return server(() -> MeasuredServer.ofClass(OURS, TangoTest.class, List.of()));
    }

    /** Our TangoTest and those of the peers, as far as they are there; ours first. */
    List<ServerProcess> servers() throws InterruptedException {
        List<ServerProcess> servers = new ArrayList<>();
        ourServer().ifPresent(servers::add);
        server(peers::tangoTest).ifPresent(servers::add);
        server(peers::pyTangoServer).ifPresent(servers::add);
        server(peers::jTangoServer).ifPresent(servers::add);
        return servers;
    }

    /** The limit of what the load generator can show. */
    Optional<ServerProcess> cannedServer() throws InterruptedException {
        return server(() -> MeasuredServer.ofClass("canned reply", CannedServer.class, List.of()));
    }

    /** Our client, its calls in chains. */
    Optional<ClientProcess> ourClient() throws InterruptedException {
        return client(() -> new MeasuredClient(OURS, JavaCommand.ofClass(MeasuredClientProgram.class, List.of())));
    }

    /** Our client, waiting for each result. */
    Optional<ClientProcess> ourBlockingClient() throws InterruptedException {
        List<String> command = JavaCommand.ofClass(MeasuredClientProgram.class, List.of());
        command.add(MeasuredClientProgram.BLOCKING);
        return client(() -> new MeasuredClient(OURS + ", block()", command));
    }

    /** The clients of the peers, as far as they are there. */
    List<ClientProcess> peerClients() throws InterruptedException {
        List<ClientProcess> clients = new ArrayList<>();
        client(peers::cppClient).ifPresent(clients::add);
        client(peers::pyTangoClient).ifPresent(clients::add);
        client(peers::jTangoClient).ifPresent(clients::add);
        return clients;
    }

    /** Lets sides take turns, and shows what came out. The first is compared with the others. */
    void compare(String what, Figure main, List<Side> sides) throws InterruptedException {
        Comparison comparison = begin(what, main);
        List<Side> able = new ArrayList<>();
        for (Side side : sides) {
            if (measured(side, comparison, 0)) {
                able.add(side);
            }
        }
        for (int round = 1; round <= settings.pairs(); round++) {
            int thisRound = round;
            for (Side side : List.copyOf(able)) {
                if (!measured(side, comparison, thisRound)) {
                    able.remove(side);
                }
            }
        }
        comparison.show();
    }

    /** A comparison whose measurements are made elsewhere. */
    Comparison begin(String what, Figure main) {
        return journal.begin(what, main, pinning.toString());
    }

    /** In round 0 nothing counts but that it works. */
    private boolean measured(Side side, Comparison comparison, int round) throws InterruptedException {
        try {
            Measurement measurement = side.measure(round == 0 ? settings.warmUp() : settings.each());
            if (round > 0) {
                comparison.add(side.name(), round, measurement);
            }
            return true;
        } catch (IOException | LoadFailure e) {
            journal.note(side.name() + " left out: " + e.getMessage());
            return false;
        }
    }

    void note(String text) {
        journal.note(text);
    }

    @Override
    public void close() throws IOException {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                journal.note("could not be ended: " + e.getMessage());
            }
        }
    }
}
