package org.reactivetango.core.zmq;

import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** A publisher over ZMQ, whose socket is opened anew when it has died. */
public final class ZmqPublisher implements MessagePublisher {
    private static final Logger LOG = LoggerFactory.getLogger(ZmqPublisher.class);

    /** Messages that are sent before other sockets get their turn. */
    private static final int MESSAGES_PER_TURN = 256;

    /** Between two tries to bind an endpoint that the socket before has not let go yet. */
    private static final Duration BIND_INTERVAL = Duration.ofMillis(20);

    private final ZmqSockets sockets;
    private final PublisherOptions options;
    private final PublisherListener listener;
    private final CompletableFuture<String> endpoint = new CompletableFuture<>();
    private final HandOver<Outgoing> queue = new HandOver<>();
    private final AtomicInteger queuedMessages = new AtomicInteger();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicLong refusedMessages = new AtomicLong();
    private final AtomicLong refusedSubscriptions = new AtomicLong();
    private final AtomicLong restarts = new AtomicLong();
    private final Disposable.Swap timer = Disposables.swap();
    private final OwnedSocket owned = new Owned();

    // ---- of the owner thread

    private final Set<String> untold = new LinkedHashSet<>();
    private String bindTo;
    private boolean telling;
    private @Nullable PublisherSocket socket;

    ZmqPublisher(ZmqSockets sockets, String bindTo, PublisherOptions options, PublisherListener listener) {
        this.sockets = sockets;
        this.bindTo = bindTo;
        this.options = options;
        this.listener = listener;
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
        queue.put(message);
        sockets.wakeUp();
        return true;
    }

    @Override
    public long refusedMessages() {
        return refusedMessages.get();
    }

    @Override
    public long refusedSubscriptions() {
        return refusedSubscriptions.get();
    }

    /** How often the socket had died and was opened anew. */
    public long restarts() {
        return restarts.get();
    }

    @Override
    public void close() {
        timer.dispose();
        sockets.execute(() -> sockets.remove(owned));
    }

    OwnedSocket owned() {
        return owned;
    }

    // ---- opening, again and again

    /** On the owner thread. */
    void open() {
        try {
            socket = PublisherSocket.open(sockets, bindTo, options, listener::admits, refusedSubscriptions);
            endpoint.complete(socket.endpoint());
            bindTo = socket.endpoint();
        } catch (ZMQException failed) {
            endpoint.completeExceptionally(
                    new UncheckedIOException(new BindException("cannot publish at " + bindTo + ": " + why(failed))));
        }
        after(options.canaryInterval());
    }

    private static String why(ZMQException failed) {
        return failed.getErrorCode() == ZMQ.Error.EADDRINUSE.getCode()
                ? "Address already in use"
                : String.valueOf(failed.getMessage());
    }

    private void after(Duration delay) {
        if (!timer.isDisposed()) {
            timer.update(sockets.loop().schedule(() -> sockets.execute(this::tick), delay));
        }
    }

    private void tick() {
        if (timer.isDisposed() || endpoint.isCompletedExceptionally()) {
            return;
        }
        if (socket == null) {
            reopen();
        } else if (isDead(socket)) {
            LOG.warn("the publisher at {} does not hear itself any more and is restarted", bindTo);
            shut();
            reopen();
        } else {
            after(options.canaryInterval());
        }
    }

    private static boolean isDead(PublisherSocket socket) {
        try {
            return socket.isDead();
        } catch (ZMQException failed) {
            return true;
        }
    }

    private void reopen() {
        try {
            socket = PublisherSocket.open(sockets, bindTo, options, listener::admits, refusedSubscriptions);
        } catch (ZMQException notYet) {
            after(BIND_INTERVAL);
            return;
        }
        restarts.incrementAndGet();
        sockets.loop().execute(listener::restarted);
        after(options.canaryInterval());
    }

    private void shut() {
        PublisherSocket old = socket;
        socket = null;
        if (old != null) {
            old.close();
        }
    }

    // ---- turns of the owner thread

    private final class Owned implements OwnedSocket {
        @Override
        public boolean turn() {
            if (socket == null) {
                return false;
            }
            boolean more = socket.readSubscriptions(untold);
            tell();
            return send(socket) || more;
        }

        @Override
        public void failed() {
            shut();
            after(BIND_INTERVAL);
        }

        @Override
        public void closeNow() {
            timer.dispose();
            shut();
        }
    }

    private boolean send(PublisherSocket to) {
        for (int i = 0; i < MESSAGES_PER_TURN; i++) {
            Outgoing message = queue.take();
            if (message == null) {
                return false;
            }
            queuedMessages.decrementAndGet();
            queuedBytes.addAndGet(-message.bytes());
            to.send(message.parts());
        }
        return true;
    }

    /** One telling is under way at a time, so what waits for the loop is bounded by the number of topics. */
    private void tell() {
        if (telling || untold.isEmpty()) {
            return;
        }
        List<String> topics = List.copyOf(untold);
        untold.clear();
        telling = true;
        sockets.loop().execute(() -> {
            try {
                listener.subscribed(topics);
            } finally {
                sockets.execute(() -> telling = false);
            }
        });
    }
}
