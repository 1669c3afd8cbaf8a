package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivetango.benchmarks.events.BareSocket;
import org.reactivetango.benchmarks.events.EventPusher;
import org.reactivetango.benchmarks.events.EventSubscriptions;
import org.reactivetango.benchmarks.figures.Figure;
import org.reactivetango.benchmarks.figures.Measurement;
import org.reactivetango.benchmarks.process.ClientProcess;
import org.reactivetango.benchmarks.process.CpuTime;
import org.reactivetango.benchmarks.process.EventResult;
import org.reactivetango.benchmarks.process.JavaCommand;
import org.reactivetango.benchmarks.process.MeasuredClient;
import org.reactivetango.benchmarks.process.MeasuredServer;
import org.reactivetango.benchmarks.process.ServerProcess;

/** Events of a double, each pusher with a subscriber of its kind, JTango's with ours: how many, how many without loss, how soon. */
final class EventRates implements Scenario {
    private static final List<Integer> SUBSCRIBERS = List.of(1, 10);
    private static final int SLOW = 1_000;
    private static final int GROWTH_RATE = 20_000;
    private static final List<Integer> SUBSCRIPTIONS = List.of(10_000, 10);

    @Override
    public String name() {
        return "events";
    }

    @Override
    public String description() {
        return "Change events of a double: flat out, at the highest rate at which none is lost in three runs, the time each"
                + " takes at 1,000 in a second, and what each costs by how much is subscribed.";
    }

    @Override
    public void run(Stages stages) throws IOException, InterruptedException {
        try (Stage stage = stages.apart()) {
            List<Pair> pairs = pairs(stages, stage);
            List<Pair> ofTango = pairs.stream().filter(pair -> !pair.isBare()).toList();
            for (int subscribers : SUBSCRIBERS) {
                String to = ", " + subscribers + (subscribers == 1 ? " subscriber" : " subscribers");
                stage.compare("flat out" + to, Figure.RATE, each(pairs, pair -> pair.at(-1, subscribers)));
                stage.compare(SLOW + " in a second" + to, Figure.P50, each(pairs, pair -> pair.at(SLOW, subscribers)));
                stage.compare("without loss" + to, Figure.RATE, each(ofTango, pair -> new LossFree(pair, subscribers)));
            }
        }
        try (Stage stage = stages.apart()) {
            List<Side> sides = new ArrayList<>();
            for (int count : SUBSCRIPTIONS) {
                String name = String.format(Locale.ROOT, "%,d subscriptions", count);
                Optional<ServerProcess> server = stage.server(() -> EventPusher.process(name, count));
                Optional<ClientProcess> client = stage.client(() -> subscriber(name));
                if (server.isPresent() && client.isPresent()) {
                    sides.add(new EventSide(new Pair(server.get(), client.get()), "spread", GROWTH_RATE, count));
                }
            }
            stage.compare("attributes subscribed, pushed in turn", Figure.CLIENT_CPU, sides);
        }
    }

    private interface OfPair {
        Side side(Pair pair);
    }

    private static List<Side> each(List<Pair> pairs, OfPair kind) {
        return pairs.stream().map(kind::side).toList();
    }

    private static List<Pair> pairs(Stages stages, Stage stage) throws InterruptedException {
        List<Pair> pairs = new ArrayList<>();
        add(pairs, stage.server(() -> EventPusher.process(Stage.OURS, 1)), stage.client(() -> subscriber(Stage.OURS)));
        add(pairs, stage.server(BareSocket::pusher), stage.client(BareSocket::subscriber));
        add(
                pairs,
                stage.server(() -> stages.peers().cppServer(List.of(MeasuredServer.DEVICE))),
                stage.client(stages.peers()::cppClient));
        add(pairs, stage.server(stages.peers()::pyTangoPusher), stage.client(stages.peers()::pyTangoSubscriber));
        // Without a database JTango's client cannot subscribe: API_BadConfigurationProperty.
        add(
                pairs,
                stage.server(stages.peers()::jTangoPusher),
                stage.client(() -> subscriber("JTango, our subscriber")));
        return pairs;
    }

    private static void add(List<Pair> pairs, Optional<ServerProcess> server, Optional<ClientProcess> client) {
        if (server.isPresent() && client.isPresent()) {
            pairs.add(new Pair(server.get(), client.get()));
        }
    }

    private static MeasuredClient subscriber(String name) {
        return new MeasuredClient(name, JavaCommand.ofClass(EventSubscriptions.class, List.of()));
    }

    /** One who pushes and one who subscribes. */
    record Pair(ServerProcess server, ClientProcess client) {
        /** No peer but a limit, and nobody there who sees to it that nothing is lost. */
        boolean isBare() {
            return server.name().equals(BareSocket.NAME);
        }

        Side at(int rate, int subscribers) {
            return new EventSide(this, "events", rate, subscribers);
        }

        EventResult run(String what, int rate, int subscribers, Duration duration)
                throws IOException, InterruptedException {
            return client.events(what, server.url(MeasuredServer.DEVICE), subscribers, rate, duration);
        }
    }

    /** Pushes at one rate, or flat out. */
    private record EventSide(Pair pair, String what, int rate, int subscribers) implements Side {
        @Override
        public String name() {
            return pair.server().name();
        }

        @Override
        public Measurement measure(Duration duration) throws IOException, InterruptedException {
            long cpuBefore = CpuTime.ofProcess(pair.server().pid());
            EventResult result = pair.run(what, rate, subscribers, duration);
            long serverNanos = CpuTime.ofProcess(pair.server().pid()) - cpuBefore;
            int each = what.equals("events") ? subscribers : 1;
            double pushed = (double) result.pushed() / each;
            double delivered = Math.max(1, (double) result.delivered() / each);
            Measurement measurement = Measurement.of(Figure.RATE, delivered * 1e9 / result.nanos())
                    .with(Figure.PUSHED, pushed * 1e9 / result.nanos())
                    .with(Figure.LOST, (double) result.pushed() - result.delivered())
                    .with(Figure.UNTOLD, (double) result.untold())
                    .with(Figure.SERVER_CPU, serverNanos / 1e3 / Math.max(1, pushed))
                    .with(Figure.CLIENT_CPU, result.cpuNanos() / 1e3 / delivered)
                    .with(Figure.P50, result.p50Nanos() / 1e3)
                    .with(Figure.P99, result.p99Nanos() / 1e3);
            return result.allocatedBytes().isEmpty()
                    ? measurement
                    : measurement.with(
                            Figure.CLIENT_BYTES, result.allocatedBytes().getAsLong() / delivered);
        }
    }

    /**
     * Looks for the highest rate, in steps of a quarter, at which three runs lose nothing. The first time, which does not count,
     * it only finds where to begin: at what is delivered flat out. Then it begins where it ended.
     */
    private static final class LossFree implements Side {
        private static final int LOWEST = 1_000;
        private static final double STEP = 1.25;
        private static final int RUNS = 3;
        /** So much of the rate that was wanted has to be reached. */
        private static final double REACHED = 0.97;

        private final Pair pair;
        private final int subscribers;
        private @Nullable StepSearch search;

        LossFree(Pair pair, int subscribers) {
            this.pair = pair;
            this.subscribers = subscribers;
        }

        @Override
        public String name() {
            return pair.server().name();
        }

        @Override
        public Measurement measure(Duration duration) throws IOException, InterruptedException {
            if (search == null) {
                EventResult flatOut = pair.run("events", -1, subscribers, duration);
                double delivered = flatOut.delivered() * 1e9 / flatOut.nanos() / subscribers;
                search = new StepSearch((int) Math.round(Math.log(delivered / LOWEST) / Math.log(STEP)));
                return Measurement.of(Figure.RATE, delivered);
            }
            int highest = search.highest(step -> isWhole(rate(step), duration));
            return Measurement.of(Figure.RATE, highest < 0 ? 0 : rate(highest));
        }

        private static int rate(int step) {
            return (int) Math.round(LOWEST * Math.pow(STEP, step));
        }

        private boolean isWhole(int rate, Duration duration) throws IOException, InterruptedException {
            for (int i = 0; i < RUNS; i++) {
                EventResult result = pair.run("events", rate, subscribers, duration);
                double reached = (double) result.pushed() / subscribers;
                if (!result.isWhole() || reached < rate * (duration.toNanos() / 1e9) * REACHED) {
                    return false;
                }
            }
            return true;
        }
    }
}
