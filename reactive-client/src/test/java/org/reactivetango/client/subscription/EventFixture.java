package org.reactivetango.client.subscription;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import org.reactivetango.client.session.Sessions;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.event.EventChannel;
import org.reactivetango.core.event.EventConfirmation;
import org.reactivetango.core.event.EventEndpoints;
import org.reactivetango.core.event.EventMessage;
import org.reactivetango.core.event.EventSubscription;
import org.reactivetango.core.event.HeartbeatTopic;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.idl.CommandInout4;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.limits.ConnectionPolicy;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.TangoUrl;
import org.reactivetango.core.transport.InMemoryTransport;
import org.reactivetango.core.zmq.MessageSubscriber;
import org.reactivetango.core.zmq.SubscriberListener;
import org.reactivetango.core.zmq.SubscriberOptions;
import org.reactivetango.testkit.rpc.ScriptedDevice;
import org.reactivetango.testkit.rpc.ScriptedServer;
import org.reactivetango.testkit.rpc.ScriptedServer.Request;
import org.reactivetango.testkit.rpc.VirtualLoop;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** A client's events over networks in memory, in virtual time: the server answers, and its messages come, as a test says. */
final class EventFixture implements AutoCloseable {
    private static final String HOST = "peer";
    private static final int PORT = 1000;
    private static final HeartbeatTopic HEARTBEAT = new HeartbeatTopic("peer:1000", "dserver/test/1", false);

    final VirtualLoop time = new VirtualLoop();
    final InMemoryTransport network = InMemoryTransport.create(time.loop());
    final Wires wires = new Wires();
    final EventConsumer consumer;

    private final Sessions sessions;
    private final boolean own;
    /** Of what the server was asked, in order. */
    final List<String> asked = new ArrayList<>();

    /** What the server does when it is asked for a subscription; null to answer. */
    Function<EventSubscription, @Nullable DevFailedException> refuse = subscription -> null;

    @Nullable
    DevFailedException refuseConfirmation;

    List<EventEndpoints> endpoints = List.of(new EventEndpoints("tcp://1.1.1.1:1", "tcp://1.1.1.1:2"));

    /** What a reading of any attribute gives. */
    int value;

    int readings;

    /** Whether wires connect, and probes are answered, by themselves. */
    boolean alive = true;

    private @Nullable ScriptedServer server;

    EventFixture(boolean own) {
        this.own = own;
        sessions = new Sessions(
                network.on(time.loop()), Limits.DEFAULT, ConnectionPolicy.DEFAULT, new SplittableRandom(1), "test");
        consumer = new EventConsumer(sessions, wires, OptionalInt.empty());
        start();
    }

    void start() {
        server = ScriptedServer.listen(network, HOST, PORT, script());
    }

    /** The server dies, and with it all connections. */
    void kill() {
        server.stopListening();
        time.run(() -> {
            server.open().forEach(ScriptedServer.Conversation::close);
            wires.lose();
        });
    }

    private Consumer<Request> script() {
        ScriptedDevice device = own ? ScriptedDevice.own() : ScriptedDevice.ofIdl(5);
        return device.on("_get_adm_name", request -> {
                    asked.add("adm_name");
                    request.reply(out -> Operations.GET_ADM_NAME.encodeResult("dserver/test/1", out));
                })
                .on("command_inout_4", this::command);
    }

    private void command(Request request) {
        CommandInout4 command = Operations.COMMAND_INOUT_4.decodeArguments(request.arguments());
        List<String> argument = List.of((String[]) command.argin().value());
        if (command.command().equals("EventConfirmSubscription")) {
            List<EventConfirmation> all = EventConfirmation.parse(argument);
            asked.add("confirm " + all.size());
            if (refuseConfirmation == null) {
                request.reply(out -> Operations.COMMAND_INOUT_4.encodeResult(Any.VOID, out));
            } else {
                request.fail(refuseConfirmation);
            }
            return;
        }
        EventSubscription subscription = EventSubscription.parse(argument);
        asked.add("subscribe " + subscription.object());
        DevFailedException refused = refuse.apply(subscription);
        if (refused != null) {
            request.fail(refused);
            return;
        }
        EventChannel channel = EventChannel.of(
                own ? 1000 : 934,
                own ? 6 : 5,
                1000,
                435,
                endpoints,
                subscription.topic("peer:1000", false, own ? 6 : 5),
                HEARTBEAT);
        request.reply(out -> Operations.COMMAND_INOUT_4.encodeResult(
                Any.of(TangoType.DEVVAR_LONGSTRINGARRAY, channel.result()), out));
    }

    /** Counts how often each was asked. */
    long asked(String what) {
        return asked.stream().filter(what::equals).count();
    }

    // ---- subscribing

    /** What somebody gets of an attribute. */
    final class Stream {
        final List<Event<Integer>> got = new ArrayList<>();

        @Nullable
        Throwable error;

        boolean complete;
        private Disposable subscription = () -> {};

        Stream(String attribute, Events spec) {
            this(attribute, spec, event -> {});
        }

        Stream(String attribute, Events spec, Consumer<Event<Integer>> onEach) {
            time.run(() -> subscription = consumer.events(
                            sessions.device(TangoUrl.parse("tango://" + HOST + ":" + PORT + "/a/b/c#dbase=no")),
                            attribute,
                            spec,
                            Duration.ofSeconds(3),
                            payload())
                    .subscribe(
                            event -> {
                                got.add(event);
                                onEach.accept(event);
                            },
                            failed -> error = failed,
                            () -> complete = true));
        }

        void cancel() {
            time.run(subscription::dispose);
        }

        /** In short: C and D of the connection, R for what was read, numbers for what was sent, G for gaps. */
        String text() {
            StringBuilder text = new StringBuilder();
            for (Event<Integer> event : got) {
                text.append(text.isEmpty() ? "" : " ")
                        .append(event.<String>fold(
                                v -> (v.initial() ? "R" : "") + v.reading().value(),
                                f -> "F",
                                g -> "G" + g.missed(),
                                c -> "C",
                                d -> "D"));
            }
            return text.toString();
        }
    }

    Stream stream(String attribute, Events spec) {
        return new Stream(attribute, spec);
    }

    private EventPayload<Integer> payload() {
        return new EventPayload<>() {
            @Override
            public Reading<Integer> decode(EventMessage message, int version) {
                return reading(message.counter());
            }

            @Override
            public boolean isReadable() {
                return true;
            }

            @Override
            public Mono<Reading<Integer>> read() {
                return Mono.fromSupplier(() -> {
                            readings++;
                            return reading(value);
                        })
                        .subscribeOn(time.loop().asScheduler());
            }
        };
    }

    private static Reading<Integer> reading(int value) {
        return Reading.of(value, Quality.VALID, Instant.EPOCH);
    }

    // ---- messages

    /** The server sends an event with that counter. */
    void send(String attribute, int counter) {
        wires.message("tango://peer:1000/a/b/c/" + attribute + "#dbase=no.idl5_change", counter, new byte[0]);
    }

    void heartbeat() {
        wires.message(HEARTBEAT.text(), 0, null);
    }

    /** What is in place of ZMQ. */
    final class Wires implements EventWires {
        final List<Wire> open = new ArrayList<>();
        int opened;
        boolean closed;

        @Override
        public MessageSubscriber open(SubscriberOptions options, SubscriberListener listener) {
            opened++;
            Wire wire = new Wire(listener);
            open.add(wire);
            return wire;
        }

        void message(String topic, int counter, byte @Nullable [] payload) {
            for (Wire wire : List.copyOf(open)) {
                if (wire.topics.stream().anyMatch(topic::startsWith)) {
                    time.run(() -> wire.listener.message(parts(topic, counter, payload)));
                }
            }
        }

        private List<byte[]> parts(String topic, int counter, byte @Nullable [] payload) {
            List<byte[]> parts = new ArrayList<>(List.of(
                    topic.getBytes(StandardCharsets.ISO_8859_1),
                    EventMessage.byteOrder(true),
                    EventMessage.callInfo(counter, false, true)));
            if (payload != null) {
                parts.add(payload);
            }
            return parts;
        }

        /** Every connection breaks. */
        void lose() {
            for (Wire wire : List.copyOf(open)) {
                List.copyOf(wire.endpoints).forEach(wire.listener::disconnected);
            }
        }

        @Override
        public Mono<Void> close() {
            return Mono.fromRunnable(() -> closed = true);
        }
    }

    /** One of them. */
    final class Wire implements MessageSubscriber {
        final SubscriberListener listener;
        final Set<String> endpoints = new LinkedHashSet<>();
        final Set<String> topics = new LinkedHashSet<>();

        Wire(SubscriberListener listener) {
            this.listener = listener;
        }

        @Override
        public void connect(String endpoint) {
            if (!endpoint.startsWith("tcp://")) {
                throw new IllegalArgumentException("cannot subscribe at " + endpoint);
            }
            endpoints.add(endpoint);
            if (alive && !endpoint.contains("dead")) {
                time.loop().execute(() -> listener.connected(endpoint));
            }
        }

        @Override
        public void disconnect(String endpoint) {
            endpoints.remove(endpoint);
        }

        @Override
        public void subscribe(String topic) {
            topics.add(topic);
            if (own && alive && topic.startsWith(HEARTBEAT.text() + "/")) {
                wires.message(topic, 0, null);
            }
        }

        @Override
        public void unsubscribe(String topic) {
            topics.remove(topic);
        }

        @Override
        public long refusedFilters() {
            return 0;
        }

        @Override
        public void close() {
            wires.open.remove(this);
        }
    }

    void advance(Duration duration) {
        time.advance(duration);
    }

    @Override
    public void close() {
        consumer.close().subscribe();
        sessions.closeLater().subscribe();
        time.advanceMillis(0);
        network.closeLater().block();
        time.advanceMillis(0);
    }
}
