package org.reactivetango.server.events;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.event.EventChannel;
import org.reactivetango.core.event.EventSubscription;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.lane.Lanes;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.zmq.PublisherOptions;
import org.reactivetango.core.zmq.SubscriberListener;
import org.reactivetango.core.zmq.SubscriberOptions;
import org.reactivetango.core.zmq.ZmqSockets;
import org.reactivetango.core.zmq.ZmqSubscriber;
import org.reactivetango.server.dispatch.Attribute;
import org.reactivetango.server.dispatch.Device;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A supplier in virtual time with one subscriber of change events in real time, whose subscription is active. */
final class Subscribed implements AutoCloseable {
    /** In virtual time no answer of the socket to itself can be awaited. */
    static final PublisherOptions WITHOUT_CANARY =
            new PublisherOptions(1000, 10_000, 64 << 20, 1024, 20_000, 2 << 20, Duration.ofDays(1), 3);

    final Received received = new Received();
    private final Scheduler own = Schedulers.newSingle("event-subscriber");
    private final ZmqSockets sockets = ZmqSockets.open("event-subscriber", LoopScheduler.virtual(own));
    final VirtualTimeScheduler time = VirtualTimeScheduler.create(true);
    final LoopScheduler loop = LoopScheduler.virtual(time);
    final EventSupplier supplier;

    Subscribed(Attribute attribute, SocketOptions options) throws InterruptedException {
        Device device = device(loop, attribute);
        supplier = new EventSupplier(
                loop, () -> ZmqSockets.open("tango-events", loop), options, "dserver/Test/events", name -> device);
        supplier.port(4711);
        EventSubscription subscription = EventSubscription.to(device.name(), attribute.name(), EventType.CHANGE, 5);
        EventChannel channel =
                Objects.requireNonNull(supplier.subscribe(subscription).block(Duration.ofSeconds(30)));
        ZmqSubscriber subscriber = sockets.subscriber(SubscriberOptions.DEFAULT, received);
        subscriber.connect(channel.endpoints().get(0).event());
        subscriber.subscribe(channel.names().orElseThrow().topic());
        subscriber.subscribe("tango://127.0.0.1:4711/dserver/test/events#dbase=no.heartbeat/1");
        next(received, time);
    }

    @Override
    public void close() {
        sockets.close().join();
        own.dispose();
        supplier.close().block(Duration.ofSeconds(30));
    }

    static final class Received implements SubscriberListener {
        final BlockingQueue<List<byte[]>> messages = new LinkedBlockingQueue<>();

        @Override
        public void message(List<byte[]> parts) {
            messages.add(parts);
        }

        @Override
        public void connected(String endpoint) {}

        @Override
        public void disconnected(String endpoint) {}
    }

    /** Runs what is due until there is a message; no time passes. */
    static List<byte[]> next(Received received, VirtualTimeScheduler time) throws InterruptedException {
        @Nullable List<byte[]> message = null;
        while (message == null) {
            time.advanceTimeBy(Duration.ZERO);
            message = received.messages.poll(10, TimeUnit.MILLISECONDS);
        }
        return message;
    }

    static Device device(LoopScheduler loop, Attribute attribute) {
        Device device = new Device(
                "test/events/1",
                new Lanes(Limits.DEFAULT).lane("test", loop),
                new DeviceInfo("Test", "Test/events", "host", 6, "", "", Map.of()),
                "dserver/Test/events");
        device.add(attribute);
        return device;
    }
}
