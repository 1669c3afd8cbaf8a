package org.reactivetango.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import org.reactivetango.client.exchange.RunCommand;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.TangoConnectionException;
import org.reactivetango.core.error.TangoTimeoutException;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.Lanes;
import org.reactivetango.core.limits.ConnectionPolicy;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.TangoUrl;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.rpc.RpcEndpoint;
import org.reactivetango.core.rpc.ServerConnections;
import org.reactivetango.core.transport.InMemoryTransport;
import org.reactivetango.core.transport.Transport;
import org.reactivetango.server.dispatch.Builtins;
import org.reactivetango.server.dispatch.Command;
import org.reactivetango.server.dispatch.Device;
import org.reactivetango.server.dispatch.Dispatcher;
import org.reactivetango.server.iiop.IiopListener;
import org.reactivetango.testkit.ProofSize;
import org.reactivetango.testkit.rpc.VirtualLoop;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * Requests of four clients to four devices of one server, given up at any moment: by dispose, by their timeout, by a
 * connection that breaks. Virtual time, so that it is known of each how far it had come.
 */
class CancelledRequestsTest {
    private static final long SEED = 20261120;
    private static final int REQUESTS = ProofSize.of(4_000, 1_000_000);
    private static final int MOST_ALIVE = 300;
    private static final int MEAN_REQUESTS_BETWEEN_CUTS = 100;
    private static final String HOST = "here";
    private static final int PORT = 1;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    /** How a request ends. */
    private enum End {
        ANSWERED,
        DISPOSED,
        TIMED_OUT,
        CUT
    }

    /** How far a request has come. */
    private enum Phase {
        /** It waits for a connection. */
        NOT_SENT,
        /** Sent at this very moment; nobody knows yet whether it will have to wait. */
        ON_ITS_WAY,
        QUEUED,
        RUNNING,
        /** The handler has ended, the answer has not arrived. */
        REPLYING,
        OVER
    }

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final VirtualLoop time = new VirtualLoop();
    private final InMemoryTransport network = InMemoryTransport.create(time.loop());
    private final Lanes lanes = new Lanes(Limits.DEFAULT);
    private final List<ServedDevice> devices = new ArrayList<>();
    private final List<Sessions> clients = new ArrayList<>();
    private final Map<Integer, Request> alive = new HashMap<>();
    private final Map<End, Map<Phase, Integer>> tally = new EnumMap<>(End.class);
    private final List<String> wrong = new ArrayList<>();
    private int begun;

    // By request, for as long as anything could still happen to it: for ever.
    private final BitSet entered = new BitSet(REQUESTS);
    private final BitSet ended = new BitSet(REQUESTS);
    private final BitSet unsent = new BitSet(REQUESTS);
    private final long[] givenUpAt = new long[REQUESTS];

    /** A device that takes its time, or none. */
    private final class ServedDevice {
        private final Lane lane;
        private int inside;

        ServedDevice(String name, Dispatcher dispatcher) {
            lane = lanes.lane(name, time.loop());
            Device device = new Device(
                    name,
                    lane,
                    new DeviceInfo("Slow", "Slow/1", HOST, 6, "", "", Map.of("reactive-tango", "test")),
                    "dserver/slow/1");
            Builtins.addTo(device, nothing -> null);
            device.add(new Command(
                    new CommandInfo("Go", DisplayLevel.OPERATOR, TangoType.DEV_LONG, TangoType.DEV_LONG, "", ""),
                    Set.of(),
                    lane,
                    false,
                    id -> go((Integer) Objects.requireNonNull(id))));
            device.state(DevState.ON);
            dispatcher.add(device);
        }

        private Mono<Integer> go(int id) {
            enter(id);
            int millis = random.nextInt(4);
            return millis == 0
                    ? Mono.fromSupplier(() -> leave(id))
                    : Mono.delay(Duration.ofMillis(millis), time.loop().asScheduler())
                            .map(tick -> leave(id));
        }

        private void enter(int id) {
            if (entered.get(id)) {
                wrong.add(id + " entered twice");
            }
            entered.set(id);
            if (unsent.get(id)) {
                wrong.add(id + " entered although it had been given up before it was sent");
            }
            if (ended.get(id) && givenUpAt[id] < now()) {
                wrong.add(id + " entered at " + now() + " although it had been given up at " + givenUpAt[id]);
            }
            if (inside++ > 0) {
                wrong.add(id + " entered while another was inside");
            }
            Request request = alive.get(id);
            if (request != null) {
                request.phase = Phase.RUNNING;
            }
        }

        private int leave(int id) {
            inside--;
            Request request = alive.get(id);
            if (request != null) {
                request.phase = Phase.REPLYING;
                if (request.disposedWhenReplying) {
                    time.loop().execute(request::dispose);
                }
            }
            return id;
        }
    }

    /** One request, both what is sent and who waits for the answer. */
    private final class Request implements CoreSubscriber<Object>, Exchange<Object> {
        private final int id = begun++;
        private final boolean disposedWhenReplying = random.nextInt(8) == 0;
        private final RunCommand command = new RunCommand("Go", TangoType.DEV_LONG, id, ValueType.ANY, DevSource.DEV);
        private Phase phase = Phase.NOT_SENT;
        private long sentAt;
        private @Nullable Subscription subscription;

        void begin(DeviceSession device) {
            alive.put(id, this);
            boolean impatient = random.nextInt(4) == 0;
            long timeout = impatient ? Duration.ofMillis(1 + random.nextInt(20)).toNanos() : PATIENCE_NANOS;
            device.call(this, timeout).subscribe(this);
            if (random.nextInt(3) == 0) {
                int millis = random.nextInt(4) == 0 ? 0 : random.nextInt(25);
                if (millis == 0) {
                    dispose();
                } else {
                    time.loop().schedule(this::dispose, Duration.ofMillis(millis));
                }
            }
        }

        private void dispose() {
            if (!ended.get(id)) {
                ended(End.DISPOSED);
                Objects.requireNonNull(subscription).cancel();
            }
        }

        private void ended(End how) {
            if (ended.get(id)) {
                wrong.add(id + " ended twice");
            }
            ended.set(id);
            alive.remove(id);
            givenUpAt[id] = now();
            if (phase == Phase.NOT_SENT) {
                unsent.set(id);
            } else if (phase == Phase.ON_ITS_WAY && sentAt < now()) {
                phase = Phase.QUEUED;
            }
            tally.computeIfAbsent(how, each -> new EnumMap<>(Phase.class)).merge(phase, 1, Integer::sum);
        }

        @Override
        public void onSubscribe(Subscription begins) {
            subscription = begins;
            begins.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Object answer) {
            if (!answer.equals(id)) {
                wrong.add(id + " was answered " + answer);
            }
            phase = Phase.OVER;
        }

        @Override
        public void onComplete() {
            ended(End.ANSWERED);
        }

        @Override
        public void onError(Throwable error) {
            if (error instanceof TangoTimeoutException) {
                ended(End.TIMED_OUT);
            } else if (error instanceof TangoConnectionException) {
                ended(End.CUT);
            } else {
                wrong.add(id + " failed: " + error);
            }
        }

        // ---- Exchange: a command, and when it was sent

        @Override
        public void encodeArguments(PeerInterface peer, CdrWriter out) {
            if (phase != Phase.NOT_SENT) {
                wrong.add(id + " was sent twice, at last in phase " + phase);
            }
            phase = Phase.ON_ITS_WAY;
            sentAt = now();
            command.encodeArguments(peer, out);
        }

        @Override
        public byte[] operation(PeerInterface peer) {
            return command.operation(peer);
        }

        @Override
        public boolean hasArguments() {
            return command.hasArguments();
        }

        @Override
        public boolean repeatable() {
            return command.repeatable();
        }

        @Override
        public Object decodeResult(PeerInterface peer, CdrReader in) {
            return command.decodeResult(peer, in);
        }

        @Override
        public String description() {
            return command.description();
        }
    }

    private long now() {
        return time.loop().nanoTime();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void nothingIsLeftAndNothingEntersThatHasBeenGivenUp() {
        Dispatcher dispatcher = new Dispatcher();
        for (int i = 0; i < 4; i++) {
            devices.add(new ServedDevice("a/b/" + i, dispatcher));
            clients.add(new Sessions(
                    network.on(time.loop()),
                    Limits.DEFAULT,
                    ConnectionPolicy.DEFAULT,
                    new SplittableRandom(SEED + i),
                    "test"));
        }
        Transport.Listener listener = Objects.requireNonNull(new IiopListener(network, dispatcher, Limits.DEFAULT)
                .listen(HOST, PORT)
                .block());
        while (begun < REQUESTS) {
            time.run(this::step);
            time.advanceMillis(random.nextInt(3));
        }
        time.advance(Duration.ofHours(1));
        tally.forEach((how, phases) -> System.out.printf("%s %s%n", how, phases));
        assertNothingIsLeft(listener);
        assertEveryMomentWasHit();
        clients.forEach(client -> client.closeLater().subscribe());
        network.closeLater().block();
        time.advanceMillis(0);
    }

    private void step() {
        for (int i = random.nextInt(16); i > 0 && begun < REQUESTS && alive.size() < MOST_ALIVE; i--) {
            Sessions client = clients.get(random.nextInt(clients.size()));
            String device = "a/b/" + random.nextInt(devices.size());
            new Request()
                    .begin(client.device(TangoUrl.parse("tango://" + HOST + ":" + PORT + "/" + device + "#dbase=no")));
            if (random.nextInt(MEAN_REQUESTS_BETWEEN_CUTS) == 0) {
                network.cut();
            }
        }
    }

    private void assertNothingIsLeft(Transport.Listener listener) {
        assertThat(wrong).as("seed %d", SEED).isEmpty();
        assertThat(ended.cardinality()).as("seed %d", SEED).isEqualTo(REQUESTS);
        assertThat(alive).isEmpty();
        for (ServedDevice device : devices) {
            assertThat(device.inside).isZero();
            assertThat(device.lane.held()).isFalse();
            assertThat(device.lane.depth()).isZero();
        }
        for (Sessions client : clients) {
            ServerConnections server = client.server(RpcEndpoint.of(HOST, PORT));
            assertThat(server.outstanding()).isZero();
            assertThat(server.waiting()).isZero();
            assertThat(client.deadlines().size()).isZero();
        }
        // Neither side closes a connection on which something is under way.
        assertThat(listener.connections()).as("connections").isZero();
    }

    private void assertEveryMomentWasHit() {
        assertThat(tally).containsOnlyKeys(End.values());
        assertThat(tally.get(End.DISPOSED))
                .containsOnlyKeys(Phase.NOT_SENT, Phase.ON_ITS_WAY, Phase.QUEUED, Phase.RUNNING, Phase.REPLYING);
        assertThat(tally.get(End.TIMED_OUT)).containsKeys(Phase.QUEUED, Phase.RUNNING);
        assertThat(tally.get(End.CUT)).containsKeys(Phase.QUEUED, Phase.RUNNING);
        assertThat(tally.get(End.ANSWERED)).containsOnlyKeys(Phase.OVER);
    }
}
