package org.reactivetango.client.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.model.TangoUrl;
import reactor.core.publisher.Mono;

/**
 * What is known of one device: where it is and what it understands. The first call after each new connection finds the
 * latter out; calls made meanwhile wait for it. {@link #call} may be used from any thread.
 */
public final class DeviceSession {
    private final TangoUrl url;
    private final byte[] objectKey;
    private final ServerSession server;
    private final Duration resolveTimeout;
    private final ArrayDeque<PendingCall<?>> waiting = new ArrayDeque<>();
    private @Nullable PeerInterface peer;
    private long peerOfConnection;
    private boolean resolving;

    DeviceSession(TangoUrl url, ServerSession server, Duration resolveTimeout) {
        this.url = url;
        this.objectKey = url.key().getBytes(StandardCharsets.ISO_8859_1);
        this.server = server;
        this.resolveTimeout = resolveTimeout;
    }

    public TangoUrl url() {
        return url;
    }

    /** The client's monotonic clock. */
    public long nanoTime() {
        return server.loop().nanoTime();
    }

    byte[] objectKey() {
        return objectKey;
    }

    ServerSession server() {
        return server;
    }

    /**
     * Calls the device, when subscribed. The result arrives on the client's loop. Cancelling releases the call at once; a
     * reply that still comes is dropped.
     *
     * @param timeoutNanos for everything: connecting, finding out, waiting, the answer
     */
    public <R> Mono<R> call(Exchange<R> exchange, long timeoutNanos) {
        return new CallMono<>(this, exchange, timeoutNanos, false);
    }

    /** On the loop: sends the call when the device is known. */
    void begin(PendingCall<?> call) {
        PeerInterface known = peer;
        if (call.discovery()) {
            server.submit(call);
        } else if (known != null && peerOfConnection == server.connectionNumber()) {
            call.peer(known);
            server.submit(call);
        } else {
            waiting.add(call);
            if (!resolving) {
                resolve();
            }
        }
    }

    void forget(PendingCall<?> call) {
        if (!waiting.remove(call)) {
            server.forget(call);
        }
    }

    private void resolve() {
        resolving = true;
        PeerDiscovery.discover(this, server.clientIdentity(), resolveTimeout.toNanos())
                .subscribe(this::resolved, this::notResolved);
    }

    private void resolved(PeerInterface found) {
        resolving = false;
        peer = found;
        peerOfConnection = server.connectionNumber();
        PendingCall<?> call;
        while ((call = waiting.poll()) != null) {
            call.peer(found);
            server.submit(call);
        }
    }

    private void notResolved(Throwable cause) {
        resolving = false;
        PendingCall<?> call;
        while ((call = waiting.poll()) != null) {
            call.end(CallFailures.notResolved(call, cause));
        }
    }

    /** One exchange that asks what the device understands and so does not wait for the answer to that question. */
    <R> Mono<R> discoveryCall(Exchange<R> exchange, long timeoutNanos) {
        return new CallMono<>(this, exchange, timeoutNanos, true);
    }
}
