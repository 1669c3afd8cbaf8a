package org.reactivetango.core.zmq;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivetango.core.lane.LoopScheduler;

/** Publishes from its loop; what other threads publish waits for it. */
final class InMemoryPublisher implements MessagePublisher {
    /** Messages that are sent before others get the loop. */
    private static final int MESSAGES_PER_TURN = 256;

    private final InMemorySockets sockets;
    private final PublisherOptions options;
    private final PublisherListener listener;
    private final CompletableFuture<String> endpoint = new CompletableFuture<>();
    private final Queue<Outgoing> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queuedMessages = new AtomicInteger();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicLong refusedMessages = new AtomicLong();
    private final AtomicLong refusedSubscriptions = new AtomicLong();
    private final AtomicBoolean sending = new AtomicBoolean();

    // ---- of the loop

    private final Set<InMemoryPipe> pipes = new LinkedHashSet<>();
    /** How many want each topic. */
    private final Map<String, Integer> wanted = new HashMap<>();

    private final Set<String> untold = new LinkedHashSet<>();
    private long wantedBytes;
    private boolean telling;
    private boolean closed;

    InMemoryPublisher(InMemorySockets sockets, String bindTo, PublisherOptions options, PublisherListener listener) {
        this.sockets = sockets;
        this.options = options;
        this.listener = listener;
        try {
            endpoint.complete(sockets.network().bind(this, bindTo));
        } catch (UncheckedIOException taken) {
            endpoint.completeExceptionally(taken);
        }
    }

    LoopScheduler loop() {
        return sockets.loop();
    }

    int sendHighWaterMark() {
        return options.sendHighWaterMark();
    }

    @Override
    public CompletableFuture<String> endpoint() {
        return endpoint.copy();
    }

    @Override
    public boolean publish(List<byte[]> parts) {
        return publish(new Parts(parts));
    }

    @Override
    public boolean publish(Outgoing message) {
        int bytes = message.bytes();
        int messages = queuedMessages.incrementAndGet();
        long all = queuedBytes.addAndGet(bytes);
        if (messages > options.maxQueuedMessages() || all > options.maxQueuedBytes()) {
            queuedMessages.decrementAndGet();
            queuedBytes.addAndGet(-bytes);
            refusedMessages.incrementAndGet();
            return false;
        }
        queue.add(message);
        sendSoon();
        return true;
    }

    private void sendSoon() {
        if (!queue.isEmpty() && sending.compareAndSet(false, true)) {
            loop().execute(this::send);
        }
    }

    private void send() {
        for (int i = 0; i < MESSAGES_PER_TURN && !closed; i++) {
            Outgoing message = queue.poll();
            if (message == null) {
                break;
            }
            queuedMessages.decrementAndGet();
            queuedBytes.addAndGet(-message.bytes());
            List<byte[]> parts = message.parts();
            String topic = SubscriptionGate.text(parts.get(0));
            pipes.forEach(pipe -> pipe.send(topic, parts));
        }
        if (!closed) {
            sending.set(false);
            sendSoon();
        }
    }

    @Override
    public long refusedMessages() {
        return refusedMessages.get();
    }

    @Override
    public long refusedSubscriptions() {
        return refusedSubscriptions.get();
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
            sockets.network().unbind(this);
            List.copyOf(pipes).forEach(InMemoryPipe::close);
            sockets.forget(this);
            end.complete(null);
        });
        return end;
    }

    void cut() {
        loop().execute(() -> List.copyOf(pipes).forEach(InMemoryPipe::cut));
    }

    // ---- subscribers, on the loop

    void attached(InMemoryPipe pipe, List<String> topics) {
        if (closed) {
            pipe.close();
            return;
        }
        pipes.add(pipe);
        topics.forEach(topic -> subscribed(pipe, topic));
    }

    void detached(InMemoryPipe pipe) {
        pipes.remove(pipe);
        List.copyOf(pipe.topics()).forEach(topic -> unsubscribed(pipe, topic));
    }

    void subscribed(InMemoryPipe pipe, String topic) {
        if (!pipes.contains(pipe) || pipe.topics().contains(topic)) {
            return;
        }
        if (!admits(topic)) {
            refusedSubscriptions.incrementAndGet();
            return;
        }
        pipe.topics().add(topic);
        if (wanted.merge(topic, 1, Integer::sum) == 1) {
            wantedBytes += topic.length();
        }
        untold.add(topic);
        if (!telling) {
            telling = true;
            loop().execute(this::tell);
        }
    }

    private boolean admits(String topic) {
        return topic.length() <= options.maxTopicBytes()
                && (wanted.containsKey(topic)
                        || (listener.admits(topic)
                                && wanted.size() < options.maxSubscriptions()
                                && wantedBytes + topic.length() <= options.maxSubscriptionBytes()));
    }

    void unsubscribed(InMemoryPipe pipe, String topic) {
        if (pipe.topics().remove(topic)
                && wanted.computeIfPresent(topic, (same, count) -> count == 1 ? null : count - 1) == null) {
            wantedBytes -= topic.length();
            untold.remove(topic);
        }
    }

    private void tell() {
        telling = false;
        List<String> topics = List.copyOf(untold);
        untold.clear();
        if (!topics.isEmpty() && !closed) {
            listener.subscribed(topics);
        }
    }
}
