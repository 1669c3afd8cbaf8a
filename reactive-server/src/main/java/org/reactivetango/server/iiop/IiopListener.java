package org.reactivetango.server.iiop;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.transport.ByteConnection;
import org.reactivetango.core.transport.Transport;
import org.reactivetango.server.dispatch.Dispatcher;
import reactor.core.publisher.Mono;

/** The open port of a server and the connections that came through it. */
public final class IiopListener {
    private final Transport transport;
    private final Dispatcher dispatcher;
    private final Limits limits;
    private final Set<IiopConnection> connections = new HashSet<>();

    public IiopListener(Transport transport, Dispatcher dispatcher, Limits limits) {
        this.transport = transport;
        this.dispatcher = dispatcher;
        this.limits = limits;
    }

    /** Accepts clients, when subscribed. */
    public Mono<Transport.Listener> listen(String host, int port) {
        return transport.listen(host, port, limits.maxConnections(), this::accept);
    }

    private IiopConnection accept(ByteConnection connection) {
        IiopConnection accepted = new IiopConnection(connection, dispatcher, limits, connections::remove);
        connections.add(accepted);
        return accepted;
    }

    /** Tells every client that the server closes and closes the connections, when subscribed. */
    public Mono<Void> closeConnections() {
        return Mono.<Void>fromRunnable(() -> new ArrayList<>(connections).forEach(IiopConnection::sayClosing))
                .subscribeOn(transport.loop().asScheduler());
    }
}
