package org.reactivetango.core.zmq;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.Msg;

/** One life of a publisher's socket, with the canary that listens to it. Confined to the owner thread. */
final class PublisherSocket {
    private static final int HANDSHAKE_MILLIS = 5000;

    /** Messages of subscribers that are read before other sockets get their turn. */
    private static final int MESSAGES_PER_TURN = 1024;

    /** Between two looks whether a subscriber has room. */
    private static final long PAUSE_NANOS = 20_000;

    /** Longer than any message of the canary. */
    private static final int CANARY_BYTES = 100;

    private final ZmqSockets sockets;
    private final ZMQ.Socket publisher;
    private final ZMQ.Socket listening;
    private final SubscriptionGate gate;
    private final Canary canary;
    private final String canaryTopic;
    private final String endpoint;
    private final AtomicLong refused;
    private final Patience patience;

    private PublisherSocket(
            ZmqSockets sockets,
            ZMQ.Socket publisher,
            PublisherOptions options,
            SubscriptionGate gate,
            String canaryTopic,
            AtomicLong refused) {
        this.canaryTopic = canaryTopic;
        this.refused = refused;
        this.patience = new Patience(sockets.loop().nanoTime());
        this.sockets = sockets;
        this.publisher = publisher;
        this.gate = gate;
        this.endpoint = publisher.getLastEndpoint();
        this.canary = new Canary(options.canaryMisses());
        this.listening = sockets.socket(SocketType.SUB);
    }

    /**
     * Opens and binds.
     *
     * @param admitted which topics may be subscribed
     * @param refused counts the subscriptions that were refused
     * @throws ZMQException if the endpoint cannot be bound
     */
    static PublisherSocket open(
            ZmqSockets sockets,
            String bindTo,
            PublisherOptions options,
            Predicate<String> admitted,
            AtomicLong refused) {
        String canaryTopic = "canary/" + UUID.randomUUID();
        SubscriptionGate gate = new SubscriptionGate(
                sockets.owner(), options, topic -> topic.equals(canaryTopic) || admitted.test(topic));
        ZMQ.Socket publisher = sockets.socket(SocketType.XPUB);
        try {
            // Every subscription is told, not only the first of each topic.
            publisher.setXpubVerbose(true);
            publisher.setXpubNoDrop(true);
            publisher.setSndHWM(options.sendHighWaterMark());
            publisher.setMaxMsgSize(1L + options.maxTopicBytes());
            publisher.setMsgAllocator(gate);
            publisher.setHandshakeIvl(HANDSHAKE_MILLIS);
            publisher.bind(bindTo);
        } catch (ZMQException cannotBind) {
            sockets.destroy(publisher);
            throw cannotBind;
        }
        sockets.watch(publisher);
        PublisherSocket opened = new PublisherSocket(sockets, publisher, options, gate, canaryTopic, refused);
        opened.listen();
        return opened;
    }

    private void listen() {
        listening.setMaxMsgSize(CANARY_BYTES);
        listening.setMsgAllocator(new BoundedAllocator(CANARY_BYTES));
        listening.subscribe(canaryTopic);
        // Bound to all addresses it is reached at this one.
        listening.connect(endpoint.replace("0.0.0.0", "127.0.0.1"));
        sockets.watch(listening);
    }

    String endpoint() {
        return endpoint;
    }

    /** One interval of the canary is over. */
    boolean isDead() {
        hear();
        if (canary.tick()) {
            return true;
        }
        byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(canary.sent()).array();
        send(List.of(SubscriptionGate.bytes(canaryTopic), number));
        return false;
    }

    private void hear() {
        for (Msg part = next(listening); part != null; part = next(listening)) {
            if (!part.hasMore() && part.size() == Integer.BYTES) {
                canary.heard(part.getInt(0));
            }
        }
    }

    /** A message is sent to each subscriber as a whole or not at all: the first part decides. */
    void send(List<byte[]> parts) {
        int last = parts.size() - 1;
        begin(parts.get(0), last > 0 ? ZMQ.SNDMORE | ZMQ.DONTWAIT : ZMQ.DONTWAIT);
        for (int i = 1; i <= last; i++) {
            publisher.send(parts.get(i), i < last ? ZMQ.SNDMORE | ZMQ.DONTWAIT : ZMQ.DONTWAIT);
        }
    }

    /** Who has no room gets a moment, as long as there is {@link Patience}, and then it gets no message. */
    private void begin(byte[] part, int flags) {
        while (!publisher.send(part, flags)) {
            long nowNanos = sockets.loop().nanoTime();
            if (!patience.isLeft(nowNanos)) {
                publisher.setXpubNoDrop(false);
                publisher.send(part, flags);
                publisher.setXpubNoDrop(true);
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            patience.spend(Math.max(PAUSE_NANOS, sockets.loop().nanoTime() - nowNanos));
            // JeroMQ is told here that there is room.
            var unused = publisher.getEvents();
        }
    }

    /**
     * Reads what subscribers want.
     *
     * @param wanted to which the topics are added
     * @return whether there may be more to read
     */
    boolean readSubscriptions(Set<String> wanted) {
        hear();
        for (int i = 0; i < MESSAGES_PER_TURN; i++) {
            Msg message = next(publisher);
            if (message == null) {
                return false;
            }
            if (message.size() > 0) {
                read(message.data(), wanted);
            }
        }
        return true;
    }

    private void read(byte[] message, Set<String> wanted) {
        switch (message[0]) {
            case SubscriptionGate.SUBSCRIBE -> {
                String topic = SubscriptionGate.topic(message);
                if (!topic.equals(canaryTopic)) {
                    wanted.add(topic);
                }
            }
            case SubscriptionGate.UNSUBSCRIBE -> {
                String topic = SubscriptionGate.topic(message);
                gate.left(topic);
                // Nobody wants it any more; so what is not told yet stays within the bounds of the gate.
                wanted.remove(topic);
            }
            case SubscriptionGate.REFUSED -> refused.incrementAndGet();
            default -> {}
        }
    }

    /** Also lets JeroMQ do what its other threads have asked for. */
    private static @Nullable Msg next(ZMQ.Socket socket) {
        return socket.base().recv(ZMQ.DONTWAIT);
    }

    void close() {
        sockets.destroy(publisher);
        sockets.destroy(listening);
    }
}
