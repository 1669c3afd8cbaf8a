package org.reactivetango.core.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.zmq.InMemoryMessages;
import org.reactivetango.core.zmq.InMemorySockets;
import reactor.core.publisher.Mono;

/**
 * Bytes within one process, without a socket. Listeners have ports, connections have two ends, each on the loop of the
 * transport that opened or accepted it, batches, back pressure and an end, all as with TCP. Transports made
 * {@link #on other loops} reach each other. With virtual loops time stands still but for the caller who advances it.
 */
public final class InMemoryTransport implements Transport {
    private static final int FIRST_FREE_PORT = 40_000;

    private final LoopScheduler loop;
    private final Network network;
    private final Set<InMemoryConnection> connections = ConcurrentHashMap.newKeySet();
    private final Set<InMemorySockets> sockets = ConcurrentHashMap.newKeySet();

    private InMemoryTransport(LoopScheduler loop, Network network) {
        this.loop = loop;
        this.network = network;
    }

    /** A network of its own, with one transport so far. */
    public static InMemoryTransport create(LoopScheduler loop) {
        return new InMemoryTransport(loop, new Network());
    }

    /** Another transport in the same network, its ends of connections on {@code otherLoop}. */
    public InMemoryTransport on(LoopScheduler otherLoop) {
        return new InMemoryTransport(otherLoop, network);
    }

    @Override
    public LoopScheduler loop() {
        return loop;
    }

    @Override
    public Mono<Listener> listen(
            String host, int port, int maxConnections, Function<ByteConnection, ByteListener> acceptor) {
        return Mono.fromCallable(() -> {
            int chosen = port == 0 ? network.nextPort.getAndIncrement() : port;
            MemoryListener listener = new MemoryListener(this, host + ":" + chosen, chosen, maxConnections, acceptor);
            if (network.listeners.putIfAbsent(listener.address, listener) != null) {
                throw new BindException("Address already in use: " + listener.address);
            }
            return listener;
        });
    }

    @Override
    public Mono<Void> connect(String host, int port, Duration timeout, Function<ByteConnection, ByteListener> opened) {
        return Mono.create(sink -> loop.execute(() -> {
            String address = host + ":" + port;
            MemoryListener listener = network.listeners.get(address);
            if (listener == null) {
                sink.error(new ConnectException("Connection refused: " + address));
                return;
            }
            String from = "memory:" + network.nextPort.getAndIncrement();
            InMemoryConnection near = new InMemoryConnection(loop, address, connections);
            InMemoryConnection far =
                    new InMemoryConnection(listener.transport.loop, from, listener.transport.connections);
            near.connect(far);
            far.connect(near);
            listener.accept(far);
            near.open(opened);
            sink.success();
        }));
    }

    @Override
    public InMemorySockets messages(String name) {
        InMemorySockets opened = network.messages.open(loop);
        sockets.add(opened);
        return opened;
    }

    /** Breaks every connection with an end in this transport, as a network does: what is on its way is lost. */
    public void cut() {
        sockets.forEach(InMemorySockets::cut);
        IOException cause = new IOException("Connection reset by peer");
        connections.forEach(connection -> connection.cut(cause));
    }

    @Override
    public Mono<Void> closeLater() {
        return Mono.fromRunnable(() -> {
            network.listeners.values().removeIf(listener -> listener.transport == this);
            connections.forEach(InMemoryConnection::closeFromAnywhere);
        });
    }

    /** What listens where. */
    private static final class Network {
        private final Map<String, MemoryListener> listeners = new ConcurrentHashMap<>();
        private final InMemoryMessages messages = new InMemoryMessages();
        private final AtomicInteger nextPort = new AtomicInteger(FIRST_FREE_PORT);
    }

    private static final class MemoryListener implements Listener {
        private final InMemoryTransport transport;
        private final String address;
        private final int port;
        private final int maxConnections;
        private final Function<ByteConnection, ByteListener> acceptor;
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicLong refused = new AtomicLong();

        MemoryListener(
                InMemoryTransport transport,
                String address,
                int port,
                int maxConnections,
                Function<ByteConnection, ByteListener> acceptor) {
            this.transport = transport;
            this.address = address;
            this.port = port;
            this.maxConnections = maxConnections;
            this.acceptor = acceptor;
        }

        void accept(InMemoryConnection connection) {
            transport.loop.execute(() -> {
                if (open.get() >= maxConnections) {
                    refused.incrementAndGet();
                    connection.close();
                    return;
                }
                open.incrementAndGet();
                connection.open(end -> new Counted(acceptor.apply(end), open));
            });
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public int connections() {
            return open.get();
        }

        @Override
        public long refused() {
            return refused.get();
        }

        @Override
        public Mono<Void> closeLater() {
            return Mono.fromRunnable(() -> transport.network.listeners.remove(address, this));
        }
    }
}
