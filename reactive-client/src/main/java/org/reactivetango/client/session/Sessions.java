package org.reactivetango.client.session;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.reactivetango.core.idl.JavaClntIdent;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.limits.ConnectionPolicy;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.TangoUrl;
import org.reactivetango.core.rpc.Deadlines;
import org.reactivetango.core.rpc.RpcEndpoint;
import org.reactivetango.core.rpc.ServerConnections;
import org.reactivetango.core.transport.Transport;
import reactor.core.publisher.Mono;

/**
 * All that one client knows of servers and devices: the connections to each server, a session for each device.
 * {@link #device} may be called from any thread.
 */
public final class Sessions {
    private final Transport transport;
    private final Limits limits;
    private final ConnectionPolicy policy;
    private final RandomGenerator random;
    private final Deadlines deadlines;
    private final JavaClntIdent clientIdentity;
    private final Map<RpcEndpoint, ServerConnections> servers = new ConcurrentHashMap<>();
    private final Map<String, DeviceSession> devices = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * No sessions yet.
     *
     * @param random spreads attempts to reconnect
     * @param mainClass how this program identifies itself to servers
     */
    public Sessions(
            Transport transport, Limits limits, ConnectionPolicy policy, RandomGenerator random, String mainClass) {
        this.transport = transport;
        this.limits = limits;
        this.policy = policy;
        this.random = random;
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
                key -> new DeviceSession(url, server(RpcEndpoint.of(host, url.port())), this));
    }

    ServerConnections server(RpcEndpoint endpoint) {
        return servers.computeIfAbsent(
                endpoint, place -> new ServerConnections(place, transport, limits, policy, random));
    }

    /** Closes every connection, when subscribed; calls that wait fail. */
    public Mono<Void> closeLater() {
        return Mono.<Void>fromRunnable(() -> {
                    closed = true;
                    servers.values().forEach(ServerConnections::close);
                    devices.values().forEach(DeviceSession::close);
                })
                .subscribeOn(transport.loop().asScheduler())
                .then(transport.closeLater());
    }

    /** Connections now open; on the loop, as the other three. */
    public int connections() {
        return servers.values().stream()
                .mapToInt(ServerConnections::connections)
                .sum();
    }

    /** Calls on the wire and not answered. */
    public int inFlight() {
        return servers.values().stream()
                .mapToInt(ServerConnections::outstanding)
                .sum();
    }

    /** Calls that wait to be sent. */
    public int waiting() {
        return servers.values().stream().mapToInt(ServerConnections::waiting).sum();
    }

    /** Replies that nobody waited for. */
    public long lateReplies() {
        return servers.values().stream()
                .mapToLong(ServerConnections::lateReplies)
                .sum();
    }

    /** Whether {@link #closeLater} has begun: nothing is sent any more. */
    boolean closed() {
        return closed;
    }

    public LoopScheduler loop() {
        return transport.loop();
    }

    /** Spreads attempts to reconnect. */
    public RandomGenerator random() {
        return random;
    }

    public Limits limits() {
        return limits;
    }

    ConnectionPolicy policy() {
        return policy;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    JavaClntIdent clientIdentity() {
        return clientIdentity;
    }
}
