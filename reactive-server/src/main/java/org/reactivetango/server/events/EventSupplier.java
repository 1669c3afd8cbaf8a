package org.reactivetango.server.events;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.event.EventChannel;
import org.reactivetango.core.event.EventChannelInfo;
import org.reactivetango.core.event.EventConfirmation;
import org.reactivetango.core.event.EventMessage;
import org.reactivetango.core.event.EventStructure;
import org.reactivetango.core.event.EventSubscription;
import org.reactivetango.core.event.EventTopic;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.event.HeartbeatTopic;
import org.reactivetango.core.idl.AttDataReady;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.zmq.MessagePublisher;
import org.reactivetango.core.zmq.MessageSockets;
import org.reactivetango.core.zmq.ZmqSockets;
import org.reactivetango.server.dispatch.Attribute;
import org.reactivetango.server.dispatch.Device;
import org.reactivetango.server.dispatch.Failures;
import org.reactivetango.server.dispatch.PushedReading;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * The events of a server: who has subscribed, and what is sent. Its sockets are opened for the first subscription,
 * or at the start if they have fixed ports. Events may be pushed from any thread; all the rest happens on the loop.
 */
public final class EventSupplier {
    /** As which Tango library we answer; from 930 on clients take topics from the answer. */
    public static final int RELEASE = 1000;

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** So many probes are answered at a time; whoever floods us with them is not to displace events. */
    private static final int PROBES = 1000;

    static final String ORIGIN = "DServer::event_subscription()";

    private final LoopScheduler loop;
    private final Supplier<MessageSockets> opener;
    private final SocketOptions options;
    private final String adminName;
    private final Function<String, Device> devices;
    private final Map<FeedKey, Feed> feeds = new ConcurrentHashMap<>();
    private final PolledEvents polled = new PolledEvents(this);
    private final LongAdder pushed = new LongAdder();
    private final Disposable.Swap heartbeat = Disposables.swap();
    private volatile String authority = "";
    private volatile @Nullable EventSockets sockets;
    private volatile boolean closed;
    private long lastSubscribedNanos;

    private record FeedKey(Attribute attribute, EventType type) {}

    /**
     * Supplies nothing yet.
     *
     * @param opener opens sockets that tell on {@code loop}
     * @param devices finds the server's devices by their names, or throws
     */
    public EventSupplier(
            LoopScheduler loop,
            Supplier<MessageSockets> opener,
            SocketOptions options,
            String adminName,
            Function<String, Device> devices) {
        this.loop = loop;
        this.opener = opener;
        this.options = options;
        this.adminName = adminName;
        this.devices = devices;
    }

    /**
     * Opens the sockets, when subscribed, if they have ports that somebody relies on: a port that is taken is to be known when
     * the server starts. Fails if so.
     */
    public Mono<Void> start() {
        return Mono.defer(() -> options.hasFixedPort() ? opened().endpoints().then() : Mono.empty());
    }

    /** The port of the server, which topics name, beside its first address. */
    public void port(int port) {
        authority = EventSockets.addresses(options.host()).get(0) + ":" + port;
    }

    // ---- subscriptions

    /**
     * Answers {@code ZmqEventSubscriptionChange}, when subscribed.
     *
     * @throws DevFailedException if there are no such events
     */
    public Mono<EventChannel> subscribe(EventSubscription subscription) {
        checkOpen();
        Device device = find(subscription.device());
        if (subscription.isSubscribe()) {
            remember(device, subscription);
        }
        int idl = device.info().idlVersion();
        EventTopic topic = subscription.topic(authority, false, idl);
        return opened().endpoints()
                .map(endpoints -> EventChannel.of(
                        RELEASE,
                        idl,
                        EventChannel.DEFAULT_HIGH_WATER_MARK,
                        ZmqSockets.release(),
                        endpoints,
                        topic,
                        heartbeatTopic()));
    }

    /** Answers the same command to {@code info}, when subscribed; nothing is opened for it. */
    public Mono<EventChannelInfo> info() {
        EventSockets current = sockets;
        return current == null
                ? Mono.just(new EventChannelInfo(RELEASE, List.of()))
                : current.endpoints().map(endpoints -> new EventChannelInfo(RELEASE, endpoints));
    }

    /**
     * Checks what old clients ask for, who would get their events from elsewhere.
     *
     * @throws DevFailedException if there are no such events
     */
    public void check(EventSubscription subscription) {
        checkOpen();
        check(find(subscription.device()), subscription);
    }

    /**
     * Goes on with subscriptions. One that fails does not keep the others from it.
     *
     * @throws DevFailedException of the first that failed
     */
    public void confirm(List<EventConfirmation> confirmations) {
        checkOpen();
        DevFailedException first = null;
        for (EventConfirmation confirmation : confirmations) {
            try {
                EventSubscription subscription = confirmation.subscription();
                remember(find(subscription.device()), subscription);
            } catch (DevFailedException failed) {
                first = first == null ? failed : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private void checkOpen() {
        if (closed) {
            throw DevFailedException.of(
                    Reasons.SHUTDOWN_IN_PROGRESS,
                    "The device server is shutting down. You can no longer subscribe for events",
                    ORIGIN);
        }
    }

    private Device find(String name) {
        try {
            return devices.apply(name);
        } catch (DevFailedException unknown) {
            throw unknown.with(DevError.of(Reasons.DEVICE_NOT_FOUND, "Device " + name + " not found", ORIGIN));
        }
    }

    private void remember(Device device, EventSubscription subscription) {
        Attribute attribute = check(device, subscription);
        lastSubscribedNanos = loop.nanoTime();
        if (attribute == null) {
            return;
        }
        EventType type = subscription.event().type();
        int idl = device.info().idlVersion();
        // Data ready is the same for all; the structure of version 5 has not changed since.
        int version = type == EventType.DATA_READY ? 5 : Math.min(5, subscription.version(idl));
        feeds.computeIfAbsent(new FeedKey(attribute, type), key -> new Feed(attribute, type))
                .subscribed(subscription.topic(authority, false, idl), version, lastSubscribedNanos);
    }

    /** The attribute whose values are events; null for events of which none is ever sent. */
    private static @Nullable Attribute check(Device device, EventSubscription subscription) {
        EventType type = subscription.event().type();
        if (type == EventType.INTR_CHANGE) {
            return null;
        }
        String name = subscription.object();
        if (type == EventType.PIPE) {
            throw DevFailedException.of(Reasons.PIPE_NOT_FOUND, name + " pipe not found", ORIGIN);
        }
        Attribute attribute = device.attribute(name);
        if (attribute == null) {
            throw DevFailedException.of(Reasons.ATTR_NOT_FOUND, name + " attribute not found", ORIGIN);
        }
        return switch (type) {
            case ATTR_CONF -> null;
            case USER -> attribute;
            case DATA_READY -> dataReady(attribute);
            default -> attribute.isPushed(type) ? pushed(attribute, type) : PolledEvents.check(attribute, type);
        };
    }

    private static Attribute dataReady(Attribute attribute) {
        if (!attribute.isPushed(EventType.DATA_READY)) {
            throw DevFailedException.of(
                    Reasons.ATTRIBUTE_NOT_DATA_READY_ENABLED,
                    "The attribute " + attribute.name() + " is not data ready event enabled",
                    ORIGIN);
        }
        return attribute;
    }

    private static Attribute pushed(Attribute attribute, EventType type) {
        AttributeConfig.Events defined = attribute.definedConfig().events();
        if (Feed.hasCriteria(defined, type)
                && !Feed.hasCriteria(attribute.config().events(), type)) {
            throw PolledEvents.propertiesNotSet(attribute, type);
        }
        return attribute;
    }

    private EventSockets opened() {
        EventSockets current = sockets;
        if (current == null) {
            current = EventSockets.open(
                    opener,
                    options,
                    this::heartbeatWanted,
                    this::eventWanted,
                    new AdmittedTopics(this::heartbeatTopic, devices));
            sockets = current;
            if (closed) {
                var unused = current.close();
            }
            heartbeat.update(loop.schedule(this::beatAndGoOn, HEARTBEAT));
        }
        return current;
    }

    // ---- heartbeats

    private HeartbeatTopic heartbeatTopic() {
        return new HeartbeatTopic(authority, adminName, false);
    }

    /** A new subscriber knows with the first heartbeat that it is connected. */
    private void heartbeatWanted(List<String> topics) {
        String topic = heartbeatTopic().text();
        if (topics.stream().anyMatch(topic::startsWith)) {
            beat();
        }
    }

    /**
     * Who subscribes the topic of our heartbeats and something behind it on the event socket gets a heartbeat under that very
     * topic, there and at once. Subscriptions of a connection keep their order, so it proves that all before have arrived.
     */
    private void eventWanted(List<String> topics) {
        EventSockets current = sockets;
        if (current == null) {
            return;
        }
        String beginning = heartbeatTopic().text();
        topics.stream()
                .filter(topic -> topic.length() > beginning.length() && topic.startsWith(beginning))
                .limit(PROBES)
                .forEach(topic -> beat(current.events(), topic.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void beatAndGoOn() {
        beat();
        if (!closed) {
            heartbeat.update(loop.schedule(this::beatAndGoOn, HEARTBEAT));
        }
    }

    private void beat() {
        EventSockets current = sockets;
        if (current != null && loop.nanoTime() - lastSubscribedNanos < Feed.KEPT.toNanos()) {
            beat(current.heartbeats(), heartbeatTopic().bytes());
        }
    }

    private static void beat(MessagePublisher publisher, byte[] topic) {
        publisher.publish(List.of(
                topic,
                EventMessage.byteOrder(Feed.LITTLE_ENDIAN),
                EventMessage.callInfo(0, false, Feed.LITTLE_ENDIAN)));
    }

    // ---- events

    /**
     * Sends what a device says of an attribute to those who have subscribed it.
     *
     * @param given a value of the attribute's Java type, or a {@link Reading} of one, which is let go in any case
     * @throws DevFailedException if it is of another type, or too large, or cannot be sent
     */
    public void push(Attribute attribute, EventType type, Object given) {
        try {
            checkDeclared(attribute, type);
            PushedReading reading = PushedReading.of(attribute, given, loop.now());
            long nowNanos = loop.nanoTime();
            Feed feed = wanted(attribute, type, nowNanos);
            if (feed != null && feed.send(publisher(), reading, nowNanos)) {
                pushed.increment();
            }
        } finally {
            if (given instanceof Reading<?> reading) {
                reading.release();
            }
        }
    }

    /** Sends an error in place of a value. */
    public void pushError(Attribute attribute, EventType type, Throwable error) {
        checkDeclared(attribute, type);
        long nowNanos = loop.nanoTime();
        Feed feed = wanted(attribute, type, nowNanos);
        if (feed == null) {
            return;
        }
        List<DevError> errors = Failures.errors(error, "push of " + attribute.name());
        if (feed.send(publisher(), errors, nowNanos)) {
            pushed.increment();
        }
    }

    /**
     * Says that there is something to read.
     *
     * @param counter whatever number the device gives
     */
    public void pushDataReady(Attribute attribute, int counter) {
        checkDeclared(attribute, EventType.DATA_READY);
        long nowNanos = loop.nanoTime();
        Feed feed = wanted(attribute, EventType.DATA_READY, nowNanos);
        if (feed != null) {
            AttDataReady ready =
                    new AttDataReady(attribute.name(), attribute.config().type().code(), counter);
            ByteBuf out = Unpooled.buffer();
            EventStructure.DATA_READY.encode(ready, out, Feed.LITTLE_ENDIAN);
            byte[] structure = Arrays.copyOf(out.array(), out.readableBytes());
            out.release();
            feed.send(publisher(), nowNanos, false, version -> structure);
            pushed.increment();
        }
    }

    private static void checkDeclared(Attribute attribute, EventType type) {
        if (type != EventType.USER && !attribute.isPushed(type)) {
            throw new IllegalArgumentException("clients cannot subscribe " + type.tangoName() + " events of "
                    + attribute.name() + ": its definition must say pushes(EventType." + type + ")");
        }
    }

    /** The feed of such events, if somebody has subscribed them of late. */
    @Nullable
    Feed wanted(Attribute attribute, EventType type, long nowNanos) {
        Feed feed = feeds.get(new FeedKey(attribute, type));
        return feed != null && sockets != null && feed.isWanted(nowNanos) ? feed : null;
    }

    private MessagePublisher publisher() {
        return Objects.requireNonNull(sockets).events();
    }

    /** Sends what was polled. */
    void send(Feed feed, PushedReading reading, long nowNanos) {
        feed.send(publisher(), nowNanos, false, version -> reading.encode(feed.type(), version));
        pushed.increment();
    }

    /** Sends an error that was polled, or that says that polling is over. */
    void send(Feed feed, List<DevError> errors, long nowNanos) {
        byte[] structure = feed.encode(errors);
        feed.send(publisher(), nowNanos, true, version -> structure);
        pushed.increment();
    }

    /** What polling makes of events. */
    public PolledEvents polled() {
        return polled;
    }

    /** Whether nobody has ever subscribed anything: then there is nothing to look for. */
    boolean isUnused() {
        return feeds.isEmpty();
    }

    /** Events that were sent or refused, those that nobody wanted not counted. */
    public long pushed() {
        return pushed.sum();
    }

    /** Messages that were not sent because too many were waiting. */
    public long refused() {
        EventSockets current = sockets;
        return current == null ? 0 : current.events().refusedMessages();
    }

    /** Closes the sockets, when subscribed; what waits in them is lost. */
    public Mono<Void> close() {
        return Mono.defer(() -> {
            closed = true;
            heartbeat.dispose();
            EventSockets current = sockets;
            return current == null ? Mono.empty() : Mono.fromFuture(current.close());
        });
    }
}
