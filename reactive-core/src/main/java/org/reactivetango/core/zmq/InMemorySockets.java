package org.reactivetango.core.zmq;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.reactivetango.core.lane.LoopScheduler;

/**
 * Messages within one process, without a socket and without a thread: everything happens on the loop. Topics, bounds, what
 * is told and what gets lost are as over ZMQ. With a virtual loop time stands still but for the caller who advances it.
 */
public final class InMemorySockets implements MessageSockets {
    private final InMemoryMessages network;
    private final LoopScheduler loop;
    private final Set<InMemoryPublisher> publishers = ConcurrentHashMap.newKeySet();
    private final Set<InMemorySubscriber> subscribers = ConcurrentHashMap.newKeySet();

    InMemorySockets(InMemoryMessages network, LoopScheduler loop) {
        this.network = network;
        this.loop = loop;
    }

    @Override
    public MessagePublisher publisher(String endpoint, PublisherOptions options, PublisherListener listener) {
        InMemoryPublisher publisher = new InMemoryPublisher(this, endpoint, options, listener);
        publishers.add(publisher);
        return publisher;
    }

    @Override
    public MessageSubscriber subscriber(SubscriberOptions options, SubscriberListener listener) {
        InMemorySubscriber subscriber = new InMemorySubscriber(this, options, listener);
        subscribers.add(subscriber);
        return subscriber;
    }

    /** Breaks every connection with an end here, as a network does: what is on its way is lost. */
    public void cut() {
        publishers.forEach(InMemoryPublisher::cut);
        subscribers.forEach(InMemorySubscriber::cut);
    }

    @Override
    public CompletableFuture<Void> close() {
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        publishers.forEach(publisher -> ends.add(publisher.closed()));
        subscribers.forEach(subscriber -> ends.add(subscriber.closed()));
        return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
    }

    InMemoryMessages network() {
        return network;
    }

    LoopScheduler loop() {
        return loop;
    }

    void forget(InMemoryPublisher publisher) {
        publishers.remove(publisher);
    }

    void forget(InMemorySubscriber subscriber) {
        subscribers.remove(subscriber);
    }
}
