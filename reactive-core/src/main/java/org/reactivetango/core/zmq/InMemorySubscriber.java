package org.reactivetango.core.zmq;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.lane.LoopScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Subscribes on its loop; what other threads ask for waits for it. */
final class InMemorySubscriber implements MessageSubscriber {
    private static final Logger LOG = LoggerFactory.getLogger(InMemorySubscriber.class);

    private final InMemorySockets sockets;
    private final SubscriberOptions options;
    private final SubscriberListener listener;
    private final AtomicLong refusedFilters = new AtomicLong();

    // ---- of the loop

    private final Map<String, Link> links = new LinkedHashMap<>();
    private final Set<String> topics = new LinkedHashSet<>();
    private boolean closed;

    /** To one endpoint, whether there is somebody or not. */
    private static final class Link {
        private final Disposable.Swap retry = Disposables.swap();
        private Duration wait;
        private @Nullable InMemoryPipe pipe;

        Link(Duration wait) {
            this.wait = wait;
        }
    }

    InMemorySubscriber(InMemorySockets sockets, SubscriberOptions options, SubscriberListener listener) {
        this.sockets = sockets;
        this.options = options;
        this.listener = listener;
    }

    LoopScheduler loop() {
        return sockets.loop();
    }

    @Override
    public void connect(String endpoint) {
        ZmqSubscriber.checkKind(endpoint);
        loop().execute(() -> {
            if (!closed && !links.containsKey(endpoint)) {
                Link link = new Link(options.reconnectInterval());
                links.put(endpoint, link);
                connect(endpoint, link);
            }
        });
    }

    private void connect(String endpoint, Link link) {
        InMemoryPublisher publisher = sockets.network().find(endpoint);
        if (publisher == null) {
            link.retry.update(loop().schedule(() -> connect(endpoint, link), link.wait));
            Duration twice = link.wait.multipliedBy(2);
            Duration longest = options.longestReconnectInterval();
            link.wait = twice.compareTo(longest) < 0 ? twice : longest;
            return;
        }
        InMemoryPipe pipe = new InMemoryPipe(
                publisher, this, endpoint, publisher.sendHighWaterMark() + options.receiveHighWaterMark());
        link.pipe = pipe;
        link.wait = options.reconnectInterval();
        pipe.attach(List.copyOf(topics));
        listener.connected(endpoint);
    }

    @Override
    public void disconnect(String endpoint) {
        loop().execute(() -> {
            Link link = links.remove(endpoint);
            if (link != null && end(link)) {
                listener.disconnected(endpoint);
            }
        });
    }

    /** Whether there was a connection. */
    private static boolean end(Link link) {
        link.retry.dispose();
        InMemoryPipe pipe = link.pipe;
        link.pipe = null;
        if (pipe != null) {
            pipe.close();
        }
        return pipe != null;
    }

    @Override
    public void subscribe(String topic) {
        loop().execute(() -> {
            if (topics.size() >= options.maxFilters() && !topics.contains(topic)) {
                refusedFilters.incrementAndGet();
            } else if (topics.add(topic)) {
                pipes().forEach(pipe -> pipe.subscribe(topic));
            }
        });
    }

    @Override
    public void unsubscribe(String topic) {
        loop().execute(() -> {
            if (topics.remove(topic)) {
                pipes().forEach(pipe -> pipe.unsubscribe(topic));
            }
        });
    }

    @Override
    public long refusedFilters() {
        return refusedFilters.get();
    }

    @Override
    public void close() {
        var unused = closed();
    }

    /** Closes it; completes when that is done. */
    CompletableFuture<Void> closed() {
        CompletableFuture<Void> end = new CompletableFuture<>();
        loop().execute(() -> {
            closed = true;
            links.values().forEach(InMemorySubscriber::end);
            links.clear();
            sockets.forget(this);
            end.complete(null);
        });
        return end;
    }

    void cut() {
        loop().execute(() -> pipes().forEach(InMemoryPipe::cut));
    }

    private List<InMemoryPipe> pipes() {
        return links.values().stream()
                .map(link -> link.pipe)
                .filter(pipe -> pipe != null)
                .toList();
    }

    // ---- from the publisher, on the loop

    void received(InMemoryPipe pipe, List<byte[]> parts) {
        if (!isCurrent(pipe)) {
            return;
        }
        if (parts.stream().anyMatch(part -> part.length > options.maxMessageBytes())) {
            // As over ZMQ: nothing behind it can be read any more.
            pipe.cut();
            return;
        }
        try {
            listener.message(parts);
        } catch (RuntimeException failed) {
            LOG.error("a listener to messages failed", failed);
        }
    }

    private boolean isCurrent(InMemoryPipe pipe) {
        Link link = links.get(pipe.endpoint());
        return link != null && pipe.equals(link.pipe);
    }

    void lost(InMemoryPipe pipe) {
        Link link = links.get(pipe.endpoint());
        if (link == null || !pipe.equals(link.pipe)) {
            return;
        }
        link.pipe = null;
        link.retry.update(loop().schedule(() -> connect(pipe.endpoint(), link), link.wait));
        listener.disconnected(pipe.endpoint());
    }
}
