package org.reactivetango.server.iiop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.transport.ByteConnection;
import org.reactivetango.core.transport.Transport;
import org.reactivetango.server.dispatch.Dispatcher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** The open port of a server and the connections that came through it. */
public final class IiopListener {
    /** How long clients that are told that the server closes have to close, and calls under way to end. */
    private static final Duration CLOSING_TIME = Duration.ofSeconds(1);

    private final Transport transport;
    private final Dispatcher dispatcher;
    private final Limits limits;
    private final IiopCounters counters = new IiopCounters();
    private final Map<LoopScheduler, OnLoop> loops = new HashMap<>();

    public IiopListener(Transport transport, Dispatcher dispatcher, Limits limits) {
        this.transport = transport;
        this.dispatcher = dispatcher;
        this.limits = limits;
        transport.loops().forEach(loop -> loops.put(loop, new OnLoop(loop)));
    }

    /** What has happened on its connections. */
    public IiopCounters counters() {
        return counters;
    }

    /** Requests that have begun and are not answered, of the connections of that loop; on it. */
    public int inFlight(LoopScheduler loop) {
        return onLoop(loop).inFlight();
    }

    /** Accepts clients, when subscribed. */
    public Mono<Transport.Listener> listen(String host, int port) {
        return transport.listen(
                host,
                port,
                limits.maxConnections(),
                connection -> onLoop(connection.loop()).accept(connection));
    }

    private OnLoop onLoop(LoopScheduler loop) {
        return Objects.requireNonNull(loops.get(loop), "a connection on no loop of its transport");
    }

    /**
     * Tells every client that the server closes, when subscribed. Completes when all connections are closed; those that are
     * not after a second are cut off.
     */
    public Mono<Void> closeConnections() {
        return Mono.when(loops.values().stream().map(OnLoop::closeConnections).toList());
    }

    /** The connections of one loop; confined to it. */
    private final class OnLoop {
        private final LoopScheduler loop;
        private final HostilePeerLog log;
        private final Set<IiopConnection> connections = new HashSet<>();
        private @Nullable MonoSink<Void> allClosed;

        OnLoop(LoopScheduler loop) {
            this.loop = loop;
            this.log = new HostilePeerLog(loop);
        }

        IiopConnection accept(ByteConnection connection) {
            IiopConnection accepted = new IiopConnection(connection, dispatcher, limits, counters, log, this::closed);
            connections.add(accepted);
            return accepted;
        }

        private void closed(IiopConnection connection) {
            connections.remove(connection);
            if (connections.isEmpty() && allClosed != null) {
                allClosed.success();
            }
        }

        int inFlight() {
            int sum = 0;
            for (IiopConnection connection : connections) {
                sum += connection.inFlight();
            }
            return sum;
        }

        Mono<Void> closeConnections() {
            return Mono.<Void>create(sink -> loop.execute(() -> closeConnections(sink)))
                    .timeout(CLOSING_TIME, loop.asScheduler())
                    .onErrorComplete(TimeoutException.class)
                    .doFinally(end -> new ArrayList<>(connections).forEach(IiopConnection::closeNow));
        }

        private void closeConnections(MonoSink<Void> sink) {
            allClosed = sink;
            new ArrayList<>(connections).forEach(IiopConnection::closeWhenDone);
            if (connections.isEmpty()) {
                sink.success();
            }
        }
    }
}
