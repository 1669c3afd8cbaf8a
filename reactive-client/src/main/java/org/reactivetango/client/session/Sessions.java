package org.reactivetango.client.session;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.reactivetango.core.idl.JavaClntIdent;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.TangoUrl;
import org.reactivetango.core.rpc.Deadlines;
import org.reactivetango.core.transport.Transport;
import reactor.core.publisher.Mono;

/** All sessions of one client: one per server, one per device. {@link #device} may be called from any thread. */
public final class Sessions {
    private final Transport transport;
    private final Limits limits;
    private final Duration connectTimeout;
    private final Deadlines deadlines;
    private final JavaClntIdent clientIdentity;
    private final Map<String, ServerSession> servers = new ConcurrentHashMap<>();
    private final Map<String, DeviceSession> devices = new ConcurrentHashMap<>();

    /**
     * No sessions yet.
     *
     * @param mainClass how this program identifies itself to servers
     */
    public Sessions(Transport transport, Limits limits, Duration connectTimeout, String mainClass) {
        this.transport = transport;
        this.limits = limits;
        this.connectTimeout = connectTimeout;
        this.deadlines = new Deadlines(transport.loop());
        this.clientIdentity = new JavaClntIdent(
                mainClass + " - PID=" + ProcessHandle.current().pid(), UUID.randomUUID());
    }

    /** The session with a device that is reached without a database. No I/O. */
    public DeviceSession device(TangoUrl url) {
        String host =
                Objects.requireNonNull(url.host(), "a device without a database has its server's host in its name");
        return devices.computeIfAbsent(
                host + ":" + url.port() + "/" + url.key(),
                key -> new DeviceSession(url, server(host, url.port()), connectTimeout));
    }

    private ServerSession server(String host, int port) {
        return servers.computeIfAbsent(host + ":" + port, key -> new ServerSession(this, host, port));
    }

    /** Closes every connection, when subscribed; calls that wait fail. */
    public Mono<Void> closeLater() {
        return Mono.<Void>fromRunnable(() -> servers.values().forEach(ServerSession::close))
                .subscribeOn(transport.loop().asScheduler())
                .then(transport.closeLater());
    }

    Transport transport() {
        return transport;
    }

    Limits limits() {
        return limits;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    JavaClntIdent clientIdentity() {
        return clientIdentity;
    }
}
