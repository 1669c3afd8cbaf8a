package org.reactivetango.client.session;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.idl.JavaClntIdent;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.rpc.Deadlines;
import org.reactivetango.core.rpc.RpcConnection;

/** The connection to one server, opened when first needed and again after it was lost. Confined to the loop. */
final class ServerSession {
    private final Sessions sessions;
    private final String host;
    private final int port;
    private final ArrayDeque<PendingCall<?>> waiting = new ArrayDeque<>();
    private @Nullable RpcConnection connection;
    private boolean connecting;
    private long connectionNumber;

    ServerSession(Sessions sessions, String host, int port) {
        this.sessions = sessions;
        this.host = host;
        this.port = port;
    }

    LoopScheduler loop() {
        return sessions.transport().loop();
    }

    Deadlines deadlines() {
        return sessions.deadlines();
    }

    JavaClntIdent clientIdentity() {
        return sessions.clientIdentity();
    }

    /** {@code host:port}. */
    String address() {
        return host + ":" + port;
    }

    /** Grows with every connection that has been lost: what was learned before may have changed. */
    long connectionNumber() {
        return connectionNumber;
    }

    void submit(PendingCall<?> call) {
        RpcConnection open = connection;
        if (open != null) {
            open.send(call);
        } else {
            waiting.add(call);
            if (!connecting) {
                connect();
            }
        }
    }

    void forget(PendingCall<?> call) {
        waiting.remove(call);
    }

    private void connect() {
        connecting = true;
        sessions.transport()
                .connect(host, port, sessions.connectTimeout(), bytes -> {
                    RpcConnection opened =
                            new RpcConnection(bytes, GiopVersion.V1_0, sessions.limits(), (closed, cause) -> lost());
                    opened(opened);
                    return opened;
                })
                .subscribe(nothing -> {}, this::notConnected);
    }

    private void opened(RpcConnection opened) {
        connecting = false;
        connection = opened;
        PendingCall<?> call;
        while ((call = waiting.poll()) != null) {
            opened.send(call);
        }
    }

    private void notConnected(Throwable cause) {
        if (!loop().inLoop()) {
            loop().execute(() -> notConnected(cause));
            return;
        }
        connecting = false;
        PendingCall<?> call;
        while ((call = waiting.poll()) != null) {
            call.end(CallFailures.notConnected(call, cause));
        }
    }

    private void lost() {
        connection = null;
        connectionNumber++;
    }

    void close() {
        Iterator<PendingCall<?>> calls = waiting.iterator();
        while (calls.hasNext()) {
            PendingCall<?> call = calls.next();
            calls.remove();
            call.end(CallFailures.connectionLost(call, false, null));
        }
        RpcConnection open = connection;
        if (open != null) {
            open.close();
        }
    }
}
