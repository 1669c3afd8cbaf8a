package org.reactivetango.client.session;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoConnectionException;
import org.reactivetango.core.error.TangoTimeoutException;
import org.reactivetango.core.ior.IiopProfile;
import org.reactivetango.core.model.TangoUrl;
import org.reactivetango.core.rpc.CallQueue;
import org.reactivetango.core.rpc.OutgoingCall;
import org.reactivetango.core.rpc.Peer;
import org.reactivetango.core.rpc.RpcEndpoint;
import org.reactivetango.core.rpc.ServerConnections;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * What is known of one device: where it is and what it understands. The first call after its server was connected anew
 * finds the latter out; calls made meanwhile wait for it. {@link #call} may be used from any thread.
 */
public final class DeviceSession {
    /** How often a server may be lost between the questions about one device before its calls fail. */
    static final int MOST_INTERRUPTIONS = 5;

    private final TangoUrl url;
    private final Sessions sessions;
    private final CallQueue waiting = new CallQueue();
    private Target home;
    private Target target;
    private @Nullable PeerInterface peer;
    private long peerGeneration;
    private boolean resolving;
    private int interruptions;
    private @Nullable Disposable nextTry;
    private @Nullable Throwable unresolved;

    DeviceSession(TangoUrl url, ServerConnections server, Sessions sessions) {
        this.url = url;
        this.sessions = sessions;
        this.home = new Target(server, url.key().getBytes(StandardCharsets.ISO_8859_1), false);
        this.target = home;
    }

    public TangoUrl url() {
        return url;
    }

    /** {@code host:port} of the server that its name says. */
    public String place() {
        return url.host() + ":" + url.port();
    }

    /** On the loop: whether its server is known to be one of ours; false as long as it has not answered. */
    public boolean own() {
        PeerInterface known = peer;
        return known != null && known.own();
    }

    /** The client's monotonic clock. */
    public long nanoTime() {
        return sessions.loop().nanoTime();
    }

    Sessions sessions() {
        return sessions;
    }

    /** Where its requests go now. */
    Target target() {
        return target;
    }

    /** Whether it is being found out what it understands, and calls wait for that. */
    boolean resolving() {
        return resolving;
    }

    /** Why the last attempt to find out what it understands has failed; null if none did. */
    @Nullable
    Throwable unresolved() {
        return unresolved;
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
        Target now = target;
        PeerInterface known = peer;
        if (sessions.closed()) {
            call.end(CallFailures.clientClosed(call, Completion.NO));
        } else if (call.discovery()) {
            call.prepare(now, PeerInterface.UNKNOWN);
            now.server().submit(call);
        } else if (known != null && peerGeneration == now.server().generation()) {
            call.prepare(now, known);
            now.server().submit(call);
        } else if (waiting.size() >= sessions.policy().maxWaitingPerServer()) {
            call.crowdedOut(waiting.size());
        } else {
            waiting.add(call);
            if (!resolving) {
                resolve();
            }
        }
    }

    /** Finds out what the device understands, within the time that the oldest call that waits for it has. */
    private void resolve() {
        resolving = true;
        Target asked = target;
        long generation = asked.server().generation();
        PendingCall<?> oldest = (PendingCall<?>) Objects.requireNonNull(waiting.peek());
        PeerDiscovery.discover(this, sessions.clientIdentity(), oldest.timeoutNanos())
                .subscribe(found -> resolved(found, asked, generation), this::notResolved);
    }

    private void resolved(PeerInterface found, Target asked, long generation) {
        resolving = false;
        unresolved = null;
        if (target == asked && asked.server().generation() == generation) {
            interruptions = 0;
            peer = found;
            peerGeneration = generation;
            asked.server().recognised(found.own() ? Peer.OWN : Peer.FOREIGN);
            forEachWaiting(this::begin);
        } else if (!waiting.isEmpty()) {
            // Another server may answer now than the one that was asked at first.
            resolveAgain();
        }
    }

    /** Not for ever: a server that closes the connection after each answer would be asked without end. */
    private void resolveAgain() {
        if (++interruptions <= MOST_INTERRUPTIONS) {
            resolve();
        } else {
            interruptions = 0;
            forEachWaiting(call -> call.end(CallFailures.interrupted(call)));
        }
    }

    private void notResolved(Throwable cause) {
        unresolved = cause;
        if (!waiting.isEmpty() && mayStillBeStarting(cause)) {
            nextTry = sessions.loop().schedule(this::tryAgain, sessions.policy().longestRetry());
            return;
        }
        resolving = false;
        if (!waiting.isEmpty() && onlyLate(cause)) {
            resolve();
            return;
        }
        interruptions = 0;
        forEachWaiting(call -> call.end(CallFailures.notResolved(call, cause)));
    }

    /** A server in C++ that restarts listens before it has its devices; for one that it never had, nobody waits. */
    private boolean mayStillBeStarting(Throwable cause) {
        return peer != null
                && sessions.policy().retryRefused()
                && cause instanceof TangoConnectionException missing
                && missing.reason().equals(Reasons.DEVICE_NOT_DEFINED)
                && ++interruptions <= MOST_INTERRUPTIONS;
    }

    private void tryAgain() {
        nextTry = null;
        resolving = false;
        if (!waiting.isEmpty()) {
            resolve();
        }
    }

    /** On the loop: the client is closed. */
    void close() {
        if (nextTry != null) {
            nextTry.dispose();
        }
        forEachWaiting(call -> call.end(CallFailures.clientClosed(call, Completion.NO)));
    }

    /** What follows from one of these calls waits anew; one that is withdrawn meanwhile is passed over. */
    private void forEachWaiting(Consumer<PendingCall<?>> action) {
        CallQueue taken = new CallQueue();
        OutgoingCall call;
        while ((call = waiting.poll()) != null) {
            taken.add(call);
        }
        while ((call = taken.poll()) != null) {
            action.accept((PendingCall<?>) call);
        }
    }

    /** Whether the time for finding out was over, which says nothing to calls that have more. */
    private boolean onlyLate(Throwable cause) {
        return cause instanceof TangoTimeoutException
                || (sessions.policy().retryRefused()
                        && cause instanceof TangoConnectionException refused
                        && refused.reason().equals(Reasons.SERVER_NOT_RUNNING));
    }

    /**
     * The server has said that the device is elsewhere.
     *
     * @param from where it was asked
     * @param permanent whether for good; else the next loss of the connection leads back
     */
    void forwarded(Target from, IiopProfile to, boolean permanent) {
        if (from == target) {
            target = new Target(
                    sessions.server(RpcEndpoint.of(to)), to.objectKey().toByteArray(), !permanent);
            peer = null;
            if (permanent) {
                home = target;
            }
        }
    }

    /** The place to which the device was forwarded does not answer: back to where it was at first. */
    void fallBack(Target from) {
        if (from == target && from.forwarded()) {
            target = home;
            peer = null;
        }
    }

    /** One exchange that asks what the device understands and so does not wait for the answer to that question. */
    <R> Mono<R> discoveryCall(Exchange<R> exchange, long timeoutNanos) {
        return new CallMono<>(this, exchange, timeoutNanos, true);
    }
}
