package org.reactivetango.core.zmq;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;
import org.zeromq.ZMonitor;
import zmq.Msg;

/**
 * A subscriber over ZMQ. What is connected and subscribed is desired state: JeroMQ asks for it again after every loss of a
 * connection, and {@link #restart} does so with a new socket.
 *
 * <p>When the loop does not keep up, messages wait in the socket and then at the publisher, which drops what it cannot
 * keep; nothing is dropped here.
 */
public final class ZmqSubscriber implements MessageSubscriber {
    private static final Logger LOG = LoggerFactory.getLogger(ZmqSubscriber.class);

    /** Messages that are taken before other sockets get their turn. */
    private static final int MESSAGES_PER_TURN = 256;

    private static final Pattern ENDPOINT = Pattern.compile("tcp://[^/:]+:[0-9]{1,5}");

    private static final int EVENTS = ZMQ.EVENT_CONNECTED | ZMQ.EVENT_HANDSHAKE_PROTOCOL | ZMQ.EVENT_DISCONNECTED;

    /** So long a new connection may be silent until JeroMQ is {@link ZmqSockets#nudge nudged}; then twice as long, and so on. */
    private static final Duration FIRST_NUDGE = Duration.ofMillis(50);

    private final ZmqSockets sockets;
    private final SubscriberOptions options;
    private final SubscriberListener listener;
    private final AtomicInteger undelivered = new AtomicInteger();
    private final AtomicLong undeliveredBytes = new AtomicLong();
    private final AtomicLong refusedFilters = new AtomicLong();
    private final OwnedSocket owned = new Owned();

    private final AtomicInteger life = new AtomicInteger();
    private volatile boolean closed;

    // ---- of the loop

    private final Set<String> connected = new LinkedHashSet<>();
    /** Connections by TCP over which nobody has talked yet. */
    private final Set<String> silent = new LinkedHashSet<>();

    private Duration nextNudge = FIRST_NUDGE;
    private boolean nudging;

    // ---- of the owner thread

    private final Set<String> endpoints = new LinkedHashSet<>();
    private final Set<String> topics = new LinkedHashSet<>();
    private ZMQ.@Nullable Socket socket;

    ZmqSubscriber(ZmqSockets sockets, SubscriberOptions options, SubscriberListener listener) {
        this.sockets = sockets;
        this.options = options;
        this.listener = listener;
    }

    @Override
    public void connect(String endpoint) {
        checkKind(endpoint);
        sockets.execute(() -> {
            if (endpoints.add(endpoint) && socket != null) {
                socket.connect(endpoint);
            }
        });
    }

    @Override
    public void disconnect(String endpoint) {
        sockets.execute(() -> {
            if (endpoints.remove(endpoint) && socket != null) {
                socket.disconnect(endpoint);
                sockets.loop().execute(() -> tellDisconnected(endpoint));
            }
        });
    }

    @Override
    public void subscribe(String topic) {
        sockets.execute(() -> {
            if (topics.size() >= options.maxFilters() && !topics.contains(topic)) {
                refusedFilters.incrementAndGet();
            } else if (topics.add(topic) && socket != null) {
                socket.send(SubscriptionGate.message(SubscriptionGate.SUBSCRIBE, topic));
            }
        });
    }

    @Override
    public void unsubscribe(String topic) {
        sockets.execute(() -> {
            if (topics.remove(topic) && socket != null) {
                socket.send(SubscriptionGate.message(SubscriptionGate.UNSUBSCRIBE, topic));
            }
        });
    }

    /** Begins anew with another socket, the same endpoints and the same topics. */
    public void restart() {
        sockets.execute(() -> {
            if (socket != null) {
                reopen();
            }
        });
    }

    @Override
    public long refusedFilters() {
        return refusedFilters.get();
    }

    @Override
    public void close() {
        sockets.execute(() -> sockets.remove(owned));
    }

    static void checkKind(String endpoint) {
        if (!ENDPOINT.matcher(endpoint).matches()) {
            throw new IllegalArgumentException(
                    "cannot subscribe at " + endpoint + ": only tcp://address:port is known");
        }
    }

    OwnedSocket owned() {
        return owned;
    }

    /** On the owner thread. */
    void open() {
        // Beside a SUB it spares JeroMQ to look at each topic again, octet by octet: who listens does so anyway.
        ZMQ.Socket opened = sockets.socket(SocketType.XSUB);
        // Subscriptions are messages: beyond this mark JeroMQ forgets them, at first and after each loss of a
        // connection.
        opened.setSndHWM(options.maxFilters());
        opened.setRcvHWM(options.receiveHighWaterMark());
        opened.setMaxMsgSize(options.maxMessageBytes());
        opened.setMsgAllocator(new BoundedAllocator(options.maxMessageBytes()));
        opened.setHandshakeIvl((int) options.handshakeTimeout().toMillis());
        opened.setReconnectIVL((int) options.reconnectInterval().toMillis());
        opened.setReconnectIVLMax((int) options.longestReconnectInterval().toMillis());
        int ofLife = life.get();
        opened.setEventHook(event -> tell(event, ofLife), EVENTS);
        sockets.watch(opened);
        topics.forEach(topic -> opened.send(SubscriptionGate.message(SubscriptionGate.SUBSCRIBE, topic)));
        endpoints.forEach(opened::connect);
        socket = opened;
    }

    private void shut() {
        ZMQ.Socket old = socket;
        socket = null;
        if (old != null) {
            sockets.destroy(old);
        }
    }

    private void reopen() {
        shut();
        life.incrementAndGet();
        sockets.loop().execute(() -> {
            silent.clear();
            List.copyOf(connected).forEach(this::tellDisconnected);
        });
        open();
    }

    // ---- telling

    /** On a thread of JeroMQ's; what sockets of former lives say comes too late. */
    private void tell(ZEvent event, int ofLife) {
        String endpoint = event.getAddress();
        ZMonitor.Event what = event.getEvent();
        sockets.loop().execute(() -> {
            if (ofLife == life.get()) {
                switch (what) {
                    case CONNECTED -> waitFor(endpoint);
                    case DISCONNECTED -> tellDisconnected(endpoint);
                    default -> tellConnected(endpoint);
                }
            }
        });
    }

    private void waitFor(String endpoint) {
        silent.add(endpoint);
        nextNudge = FIRST_NUDGE;
        nudgeLater();
    }

    private void nudgeLater() {
        if (!nudging && !closed && nextNudge.compareTo(options.handshakeTimeout()) < 0) {
            nudging = true;
            var unused = sockets.loop().schedule(this::nudge, nextNudge);
        }
    }

    private void nudge() {
        nudging = false;
        if (!silent.isEmpty() && !closed) {
            sockets.execute(sockets::nudge);
            nextNudge = nextNudge.multipliedBy(2);
            nudgeLater();
        }
    }

    private void tellConnected(String endpoint) {
        silent.remove(endpoint);
        if (connected.add(endpoint)) {
            listener.connected(endpoint);
        }
    }

    /** Not of a connection that never got to talk. */
    private void tellDisconnected(String endpoint) {
        silent.remove(endpoint);
        if (connected.remove(endpoint)) {
            listener.disconnected(endpoint);
        }
    }

    // ---- turns of the owner thread

    private final class Owned implements OwnedSocket {
        @Override
        public boolean turn() {
            return socket != null && receive(socket);
        }

        @Override
        public void failed() {
            reopen();
        }

        @Override
        public void closeNow() {
            closed = true;
            shut();
        }
    }

    private boolean receive(ZMQ.Socket from) {
        List<List<byte[]>> messages = new ArrayList<>();
        int most = Math.min(MESSAGES_PER_TURN, options.maxUndelivered() - undelivered.get());
        long mostBytes = options.maxUndeliveredBytes() - undeliveredBytes.get();
        long bytes = 0;
        while (messages.size() < most && bytes < mostBytes) {
            List<byte[]> parts = next(from);
            if (parts == null) {
                break;
            }
            messages.add(parts);
            long size = 0;
            for (byte[] part : parts) {
                size += part.length;
            }
            bytes += size;
        }
        if (!messages.isEmpty()) {
            long all = bytes;
            undelivered.addAndGet(messages.size());
            undeliveredBytes.addAndGet(all);
            sockets.loop().execute(() -> deliver(messages, all));
        }
        if (!hasRoom()) {
            // Nothing is taken out, but JeroMQ does what its other threads have asked for.
            var unused = from.getEvents();
            return false;
        }
        return messages.size() == MESSAGES_PER_TURN;
    }

    private boolean hasRoom() {
        return undelivered.get() < options.maxUndelivered() && undeliveredBytes.get() < options.maxUndeliveredBytes();
    }

    private static @Nullable List<byte[]> next(ZMQ.Socket from) {
        Msg part = from.base().recv(ZMQ.DONTWAIT);
        if (part == null) {
            return null;
        }
        List<byte[]> parts = new ArrayList<>(4);
        parts.add(part.data());
        while (part != null && part.hasMore()) {
            part = from.base().recv(ZMQ.DONTWAIT);
            if (part != null) {
                parts.add(part.data());
            }
        }
        return parts;
    }

    private void deliver(List<List<byte[]>> messages, long bytes) {
        try {
            for (List<byte[]> parts : messages) {
                deliver(parts);
            }
        } finally {
            undelivered.addAndGet(-messages.size());
            undeliveredBytes.addAndGet(-bytes);
            sockets.wakeUp();
        }
    }

    private void deliver(List<byte[]> parts) {
        try {
            listener.message(parts);
        } catch (RuntimeException failed) {
            LOG.error("a listener to messages failed", failed);
        }
    }
}
