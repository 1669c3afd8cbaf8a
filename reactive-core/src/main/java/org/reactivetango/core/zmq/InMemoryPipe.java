package org.reactivetango.core.zmq;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** One life of the connection from a publisher to a subscriber. What goes either way are tasks of the other end's loop. */
final class InMemoryPipe {
    private final InMemoryPublisher publisher;
    private final InMemorySubscriber subscriber;
    private final String endpoint;
    /** What waits at either end, as with sockets. */
    private final int mostMessages;
    /** Sent, and not yet delivered. */
    private final AtomicInteger waiting = new AtomicInteger();

    private volatile boolean broken;

    /** Of the publisher's loop: what the subscriber has asked for and the publisher has taken. */
    private final Set<String> topics = new HashSet<>();

    InMemoryPipe(InMemoryPublisher publisher, InMemorySubscriber subscriber, String endpoint, int mostMessages) {
        this.publisher = publisher;
        this.subscriber = subscriber;
        this.endpoint = endpoint;
        this.mostMessages = mostMessages;
    }

    String endpoint() {
        return endpoint;
    }

    Set<String> topics() {
        return topics;
    }

    // ---- from the subscriber

    void attach(List<String> wanted) {
        publisher.loop().execute(() -> publisher.attached(this, wanted));
    }

    void subscribe(String topic) {
        publisher.loop().execute(() -> publisher.subscribed(this, topic));
    }

    void unsubscribe(String topic) {
        publisher.loop().execute(() -> publisher.unsubscribed(this, topic));
    }

    // ---- from the publisher

    /** One message for it if it wants it; what there is no room for is not sent, and nobody is told. */
    void send(String topic, List<byte[]> parts) {
        if (topics.stream().noneMatch(topic::startsWith)) {
            return;
        }
        if (waiting.incrementAndGet() > mostMessages) {
            waiting.decrementAndGet();
            return;
        }
        List<byte[]> copies = parts.stream().map(byte[]::clone).toList();
        subscriber.loop().execute(() -> {
            waiting.decrementAndGet();
            if (!broken) {
                subscriber.received(this, copies);
            }
        });
    }

    // ---- its end

    /** From either end: what has been sent before arrives, unless the receiver itself has given up. */
    void close() {
        publisher.loop().execute(() -> publisher.detached(this));
        subscriber.loop().execute(() -> subscriber.lost(this));
    }

    /** From anywhere: what is on its way is lost. */
    void cut() {
        broken = true;
        close();
    }
}
