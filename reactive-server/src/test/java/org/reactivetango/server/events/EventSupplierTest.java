package org.reactivetango.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.event.EventChannel;
import org.reactivetango.core.event.EventChannelInfo;
import org.reactivetango.core.event.EventCounter;
import org.reactivetango.core.event.EventEndpoints;
import org.reactivetango.core.event.EventMessage;
import org.reactivetango.core.event.EventStructure;
import org.reactivetango.core.event.EventSubscription;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;
import org.reactivetango.core.zmq.PublisherOptions;
import org.reactivetango.core.zmq.SubscriberOptions;
import org.reactivetango.core.zmq.ZmqSockets;
import org.reactivetango.core.zmq.ZmqSubscriber;
import org.reactivetango.server.dispatch.Attribute;
import org.reactivetango.server.dispatch.Device;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Heartbeats by the clock of the loop, and the octets of messages. */
final class EventSupplierTest {
    private static final String CALL_INFO = "01000000%s0000000100000000000000" + "00000000" + "00";

    private static final int THREADS = 8;
    private static final int PUSHES = 100;

    private static final PublisherOptions LITTLE_ROOM =
            new PublisherOptions(10, 100, 1 << 20, 1024, 20_000, 2 << 20, Duration.ofMillis(500), 3);

    private static final int ROW = 20_000;
    private static final int TOO_LONG_ROW = 1 + (1 << 20) / Double.BYTES;

    @Test
    void heartbeatsComeAtOnceForASubscriberAndEveryTenSeconds() throws Exception {
        VirtualTimeScheduler time = VirtualTimeScheduler.create(true);
        LoopScheduler loop = LoopScheduler.virtual(time);
        Attribute attribute = number().pushing(Set.of(EventType.CHANGE));
        Device device = Subscribed.device(loop, attribute);
        EventSupplier supplier = new EventSupplier(
                loop,
                () -> ZmqSockets.open("tango-events", loop),
                new SocketOptions("127.0.0.1", 0, 0, Subscribed.WITHOUT_CANARY),
                "dserver/Test/events",
                name -> device);
        supplier.port(4711);
        Scheduler own = Schedulers.newSingle("event-subscriber");
        ZmqSockets sockets = ZmqSockets.open("event-subscriber", LoopScheduler.virtual(own));
        try {
            Subscribed.Received received = new Subscribed.Received();
            ZmqSubscriber subscriber = sockets.subscriber(SubscriberOptions.DEFAULT, received);
            EventChannel channel = Objects.requireNonNull(
                    supplier.subscribe(EventSubscription.to("test/events/1", "number", EventType.CHANGE, 5))
                            .block(Duration.ofSeconds(30)));
            subscriber.subscribe("tango://127.0.0.1:4711/dserver/test/events#dbase=no.heartbeat");
            subscriber.connect(channel.endpoints().get(0).heartbeat());
            // Time stands still: this one is for the subscriber.
            checkHeartbeat(Subscribed.next(received, time));
            for (int i = 0; i < 3; i++) {
                time.advanceTimeBy(Duration.ofSeconds(9));
                assertThat(received.messages.poll(20, TimeUnit.MILLISECONDS)).isNull();
                time.advanceTimeBy(Duration.ofSeconds(1));
                checkHeartbeat(Subscribed.next(received, time));
            }
            String topic = "tango://127.0.0.1:4711/test/events/1/number#dbase=no.idl5_change";
            assertThat(channel.names().orElseThrow().topic()).isEqualTo(topic);
            subscriber.subscribe(topic);
            subscriber.connect(channel.endpoints().get(0).event());
            checkNumbered(received, time, supplier, attribute, topic);
            checkManyThreads(received, supplier, attribute);
        } finally {
            sockets.close().join();
            own.dispose();
            supplier.close().block(Duration.ofSeconds(30));
        }
    }

    /** Messages are counted from 1 and up by one; the first that arrives is the first for which somebody listened. */
    private static void checkNumbered(
            Subscribed.Received received,
            VirtualTimeScheduler time,
            EventSupplier supplier,
            Attribute attribute,
            String topic)
            throws InterruptedException {
        int first = 0;
        List<byte[]> message = null;
        while (message == null) {
            first++;
            supplier.push(attribute, EventType.CHANGE, 1.0);
            time.advanceTimeBy(Duration.ZERO);
            message = received.messages.poll(100, TimeUnit.MILLISECONDS);
        }
        assertThat(message).hasSize(4);
        assertThat(new String(message.get(0), StandardCharsets.ISO_8859_1)).isEqualTo(topic);
        assertThat(message.get(1)).containsExactly(1);
        int counter = message.get(2)[4];
        assertThat(counter).isBetween(1, first);
        assertThat(HexFormat.of().formatHex(message.get(2))).isEqualTo(CALL_INFO.formatted("%02x".formatted(counter)));
        supplier.push(attribute, EventType.CHANGE, 2.0);
        while (message.get(2)[4] < first + 1) {
            counter++;
            message = received.messages.take();
            assertThat(message.get(2)[4]).isEqualTo((byte) counter);
        }
        assertThat(supplier.pushed()).isEqualTo(counter);
    }

    /** Whoever gets the answer knows that what was subscribed before the probe is active on the event socket. */
    @Test
    void aProbeOnTheEventSocketIsAnsweredAtOnceThereAndAfterWhatWasSubscribedBefore() throws Exception {
        VirtualTimeScheduler time = VirtualTimeScheduler.create(true);
        LoopScheduler loop = LoopScheduler.virtual(time);
        Attribute attribute = number().pushing(Set.of(EventType.CHANGE));
        Device device = Subscribed.device(loop, attribute);
        EventSupplier supplier = new EventSupplier(
                loop,
                () -> ZmqSockets.open("tango-events", loop),
                SocketOptions.of("127.0.0.1"),
                "dserver/Test/events",
                name -> device);
        supplier.port(4711);
        Scheduler own = Schedulers.newSingle("event-subscriber");
        ZmqSockets sockets = ZmqSockets.open("event-subscriber", LoopScheduler.virtual(own));
        try {
            Subscribed.Received received = new Subscribed.Received();
            ZmqSubscriber subscriber = sockets.subscriber(SubscriberOptions.DEFAULT, received);
            EventChannel channel = Objects.requireNonNull(
                    supplier.subscribe(EventSubscription.to("test/events/1", "number", EventType.CHANGE, 5))
                            .block(Duration.ofSeconds(30)));
            String heartbeat = "tango://127.0.0.1:4711/dserver/test/events#dbase=no.heartbeat";
            String topic = "tango://127.0.0.1:4711/test/events/1/number#dbase=no.idl5_change";
            subscriber.connect(channel.endpoints().get(0).event());
            for (int i = 1; i <= 3; i++) {
                String probe = heartbeat + "/" + i;
                subscriber.subscribe("tango://127.0.0.1:4711/dserver/other/events#dbase=no.heartbeat/" + i);
                subscriber.subscribe(topic);
                subscriber.subscribe(probe);
                checkHeartbeat(Subscribed.next(received, time), probe);
                supplier.push(attribute, EventType.CHANGE, 1.0 * i);
                EventMessage event = EventMessage.of(received.messages.take());
                assertThat(event.topic()).isEqualTo(topic);
                assertThat(event.counter()).isEqualTo(i);
                subscriber.unsubscribe(topic);
                subscriber.unsubscribe(probe);
            }
            // Bare it is no probe, nor is the beginning of one.
            subscriber.subscribe(heartbeat.substring(0, heartbeat.length() - 1));
            subscriber.subscribe(heartbeat);
            subscriber.subscribe(heartbeat + "/last");
            checkHeartbeat(Subscribed.next(received, time), heartbeat + "/last");
        } finally {
            sockets.close().join();
            own.dispose();
            supplier.close().block(Duration.ofSeconds(30));
        }
    }

    /**
     * Nobody loses quietly: what was refused for want of room and what the socket dropped are gaps in the counters, exactly,
     * to the last event, however many push.
     */
    @Test
    void whatThereIsNoRoomForIsAGapOfThatSize() throws Exception {
        Attribute attribute = row().pushing(Set.of(EventType.CHANGE));
        SocketOptions options = new SocketOptions("127.0.0.1", 0, 0, LITTLE_ROOM);
        try (Subscribed subscribed = new Subscribed(attribute, options)) {
            EventSupplier supplier = subscribed.supplier;
            inThreads(number -> {
                for (int k = 0; k < PUSHES; k++) {
                    double[] row = new double[k % 10 == 5 ? TOO_LONG_ROW : ROW];
                    row[0] = number * PUSHES + k;
                    supplier.push(attribute, EventType.CHANGE, row);
                }
            });
            long missed = 0;
            long delivered = 0;
            int[] latest = new int[THREADS];
            Arrays.fill(latest, -1);
            EventCounter counter = new EventCounter();
            // All have been pushed; the end comes through when there is room again.
            double[] end = new double[] {-1};
            supplier.push(attribute, EventType.CHANGE, end);
            while (true) {
                List<byte[]> parts = subscribed.received.messages.poll(10, TimeUnit.MILLISECONDS);
                if (parts == null) {
                    supplier.push(attribute, EventType.CHANGE, end);
                    continue;
                }
                EventMessage message = EventMessage.of(parts);
                EventCounter.Arrival arrival = counter.arrive(message.counter());
                assertThat(arrival).isIn(EventCounter.Arrival.NEXT, EventCounter.Arrival.AFTER_GAP);
                missed += delivered == 0 ? message.counter() - 1 : counter.missed();
                delivered++;
                int value = (int) ((double[]) message.value(EventStructure.VALUE_5, 32)
                                .value()
                                .value())
                        [0];
                if (value < 0 && message.counter() == supplier.pushed()) {
                    break;
                }
                if (value >= 0) {
                    assertThat(value % PUSHES).isGreaterThan(latest[value / PUSHES]);
                    latest[value / PUSHES] = value % PUSHES;
                }
            }
            System.out.printf(
                    "%,d pushed by %d threads: %,d delivered, %,d missed and counted, of these %,d refused%n",
                    supplier.pushed(), THREADS, delivered, missed, supplier.refused());
            assertThat(delivered + missed).isEqualTo(supplier.pushed());
            assertThat(supplier.refused()).isBetween(THREADS * PUSHES / 10L, missed);
        }
    }

    @Test
    void ofOneThreadEachGapIsInItsPlace() throws Exception {
        Attribute attribute = row().pushing(Set.of(EventType.CHANGE));
        SocketOptions options = new SocketOptions("127.0.0.1", 0, 0, LITTLE_ROOM);
        try (Subscribed subscribed = new Subscribed(attribute, options)) {
            for (int i = 1; i <= THREADS * PUSHES; i++) {
                double[] row = new double[i % 10 == 5 ? TOO_LONG_ROW : ROW];
                row[0] = i;
                subscribed.supplier.push(attribute, EventType.CHANGE, row);
            }
            int counter = 0;
            while (counter < THREADS * PUSHES) {
                List<byte[]> parts = subscribed.received.messages.poll(10, TimeUnit.MILLISECONDS);
                if (parts == null) {
                    double[] row = {subscribed.supplier.pushed() + 1};
                    subscribed.supplier.push(attribute, EventType.CHANGE, row);
                    parts = subscribed.received.messages.take();
                }
                EventMessage message = EventMessage.of(parts);
                double[] row = (double[])
                        message.value(EventStructure.VALUE_5, 32).value().value();
                counter = message.counter();
                assertThat(row[0]).isEqualTo(counter);
            }
        }
    }

    /** Whatever the threads do, each value that is sent differs enough from the one before, and the last is near the truth. */
    @Test
    void criteriaHoldFromOneSentValueToTheNextHoweverManyPush() throws Exception {
        Attribute attribute = number(c -> c.events(new AttributeConfig.Events(
                        AttributeConfig.NOT_SPECIFIED,
                        "10",
                        "1000",
                        AttributeConfig.NOT_SPECIFIED,
                        AttributeConfig.NOT_SPECIFIED,
                        AttributeConfig.NOT_SPECIFIED)))
                .pushing(Set.of(EventType.CHANGE));
        try (Subscribed subscribed = new Subscribed(attribute, SocketOptions.of("127.0.0.1"))) {
            EventSupplier supplier = subscribed.supplier;
            inThreads(number -> {
                for (int k = 0; k < PUSHES; k++) {
                    supplier.push(attribute, EventType.CHANGE, (double) (k * 37 % 101 + number));
                }
            });
            supplier.push(attribute, EventType.CHANGE, 1000.0);
            double before = Double.NaN;
            int counter = 0;
            while (before != 1000) {
                EventMessage message = EventMessage.of(subscribed.received.messages.take());
                double value = ((double[]) message.value(EventStructure.VALUE_5, 32)
                                .value()
                                .value())
                        [0];
                counter++;
                assertThat(message.counter()).isEqualTo(counter);
                assertThat(Math.abs(value - before))
                        .satisfiesAnyOf(
                                step -> assertThat(step).isNaN(),
                                step -> assertThat(step).isGreaterThanOrEqualTo(10));
                before = value;
            }
            assertThat(supplier.pushed()).isEqualTo(counter);
        }
    }

    private static void inThreads(IntConsumer body) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads.add(new Thread(() -> body.accept(number)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void aServerOnAllAddressesNamesThemAndNotTheWildcard() {
        LoopScheduler loop = LoopScheduler.virtual(VirtualTimeScheduler.create(true));
        Device device = Subscribed.device(loop, number().pushing(Set.of(EventType.CHANGE)));
        EventSupplier supplier = new EventSupplier(
                loop,
                () -> ZmqSockets.open("tango-events", loop),
                SocketOptions.of("0.0.0.0"),
                "dserver/Test/events",
                name -> device);
        supplier.port(4711);
        try {
            EventChannel channel = Objects.requireNonNull(
                    supplier.subscribe(EventSubscription.to("test/events/1", "number", EventType.CHANGE, 5))
                            .block(Duration.ofSeconds(30)));
            assertThat(channel.endpoints()).isNotEmpty().allSatisfy(pair -> {
                assertThat(pair.heartbeat()).matches("tcp://[1-9][0-9.]+:[1-9][0-9]+");
                assertThat(pair.event()).matches("tcp://[1-9][0-9.]+:[1-9][0-9]+");
            });
            assertThat(channel.names().orElseThrow().channel())
                    .matches("tango://[1-9][0-9.]+:4711/dserver/test/events");
        } finally {
            supplier.close().block(Duration.ofSeconds(30));
        }
    }

    @Test
    void fixedPortsAreBoundAtTheStartAndTold() throws Exception {
        LoopScheduler loop = LoopScheduler.virtual(VirtualTimeScheduler.create(true));
        Device device = Subscribed.device(loop, number().pushing(Set.of(EventType.CHANGE)));
        int[] ports = freePorts();
        SocketOptions options = new SocketOptions("127.0.0.1", ports[0], ports[1], PublisherOptions.DEFAULT);
        EventSupplier supplier = new EventSupplier(
                loop, () -> ZmqSockets.open("tango-events", loop), options, "dserver/Test/events", name -> device);
        try {
            supplier.start().block(Duration.ofSeconds(30));
            EventChannelInfo info = Objects.requireNonNull(supplier.info().block(Duration.ofSeconds(30)));
            assertThat(info.endpoints())
                    .containsExactly(new EventEndpoints("tcp://127.0.0.1:" + ports[0], "tcp://127.0.0.1:" + ports[1]));
        } finally {
            supplier.close().block(Duration.ofSeconds(30));
        }
    }

    private static int[] freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket other = new ServerSocket(0)) {
            return new int[] {one.getLocalPort(), other.getLocalPort()};
        }
    }

    /** Counters go up by one whoever pushes, and each thread's values keep their order. */
    private static void checkManyThreads(Subscribed.Received received, EventSupplier supplier, Attribute attribute)
            throws InterruptedException {
        int before = (int) supplier.pushed();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads.add(new Thread(() -> {
                for (int k = 0; k < PUSHES; k++) {
                    supplier.push(attribute, EventType.CHANGE, (double) (number * PUSHES + k));
                }
            }));
        }
        threads.forEach(Thread::start);
        int[] next = new int[THREADS];
        for (int i = 1; i <= THREADS * PUSHES; i++) {
            EventMessage message = EventMessage.of(received.messages.take());
            assertThat(message.counter()).isEqualTo(before + i);
            double[] value =
                    (double[]) message.value(EventStructure.VALUE_5, 32).value().value();
            int number = (int) value[0] / PUSHES;
            assertThat(value[0]).isEqualTo(number * PUSHES + next[number]);
            next[number]++;
        }
        assertThat(next).containsOnly(PUSHES);
        assertThat(supplier.refused()).isZero();
    }

    private static Attribute number() {
        return number(c -> c);
    }

    private static Attribute number(UnaryOperator<AttributeConfig.Builder> changes) {
        return attribute(
                AttributeConfig.of("number", WriteType.READ, DataFormat.SCALAR, ValueType.DOUBLE.element())
                        .with(changes),
                ValueType.DOUBLE);
    }

    private static Attribute row() {
        return attribute(
                AttributeConfig.of("row", WriteType.READ, DataFormat.SPECTRUM, ValueType.DOUBLES.element())
                        .with(c -> c.maxX(TOO_LONG_ROW)),
                ValueType.DOUBLES);
    }

    private static Attribute attribute(AttributeConfig config, ValueType<?> type) {
        return new Attribute(config, type, null, null, Set.of(), Set.of(), null, false, new Attribute.SetPoint(0.0));
    }

    private static void checkHeartbeat(List<byte[]> message) {
        checkHeartbeat(message, "tango://127.0.0.1:4711/dserver/test/events#dbase=no.heartbeat");
    }

    private static void checkHeartbeat(List<byte[]> message, String topic) {
        assertThat(message).hasSize(3);
        assertThat(new String(message.get(0), StandardCharsets.ISO_8859_1)).isEqualTo(topic);
        assertThat(message.get(1)).containsExactly(1);
        assertThat(HexFormat.of().formatHex(message.get(2))).isEqualTo(CALL_INFO.formatted("00"));
    }
}
