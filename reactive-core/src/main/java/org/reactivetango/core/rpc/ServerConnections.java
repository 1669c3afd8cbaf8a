package org.reactivetango.core.rpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.limits.ConnectionPolicy;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.transport.ByteConnection;
import org.reactivetango.core.transport.Transport;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * The connections to one server: how many there are, which of them a call takes, and what waits. Opened when first
 * needed, closed when quiet, opened again without a word.
 *
 * <p>A call takes a connection with nothing on it; if there is none, another connection is opened, up to what
 * {@link ConnectionPolicy} allows; then it takes the least busy. It waits, in order and bounded, while too many calls are
 * outstanding, while nothing can be written, and while there is no connection: attempts to open one follow each other with
 * growing distance as long as a {@linkplain OutgoingCall#patient patient} call waits. Confined to the loop.
 */
public final class ServerConnections {
    /** How long calls wait for one more connection while others work. */
    private static final Duration ONE_MORE = Duration.ofMillis(500);

    private final RpcEndpoint endpoint;
    private final Transport transport;
    private final Limits limits;
    private final ConnectionPolicy policy;
    private final RandomGenerator random;
    private final LoopScheduler loop;
    private final List<RpcConnection> open = new ArrayList<>(4);
    private final CallQueue waiting = new CallQueue();
    private final Disposable.Composite attempts = Disposables.composite();

    private Peer peer;
    private int maxConnections;
    private int maxOutstanding;
    private int opening;
    private long generation;
    private long lateReplies;
    private boolean draining;
    private boolean closed;

    /** Failed attempts, one after the other, while there was no connection. */
    private int failures;

    private long firstFailureNanos;
    private @Nullable Throwable lastFailure;
    private @Nullable Disposable retryTimer;
    /** Until when no connection is added to those that work, because one could not be opened; 0 for no such time. */
    private long noMoreUntilNanos;

    /** No connection yet. */
    public ServerConnections(
            RpcEndpoint endpoint, Transport transport, Limits limits, ConnectionPolicy policy, RandomGenerator random) {
        this.endpoint = endpoint;
        this.transport = transport;
        this.limits = limits;
        this.policy = policy;
        this.random = random;
        this.loop = transport.loop();
        this.peer = Peer.UNKNOWN;
        forgetPeer();
    }

    public RpcEndpoint endpoint() {
        return endpoint;
    }

    /** What kind of server this is, as far as known. */
    public Peer peer() {
        return peer;
    }

    /** Somebody has found out what kind of server this is. It holds until there is no connection any more. */
    public void recognised(Peer found) {
        use(found);
        drain();
    }

    private void use(Peer kind) {
        peer = kind;
        maxConnections = kind.maxConnections(policy);
        maxOutstanding = kind.maxOutstanding(policy);
    }

    private void forgetPeer() {
        generation++;
        use(peerAtFirst());
    }

    private Peer peerAtFirst() {
        return endpoint.own() ? Peer.OWN : Peer.UNKNOWN;
    }

    /** Grows each time that the last connection is lost: who answers next may be another program. */
    public long generation() {
        return generation;
    }

    /** Connections now open. */
    public int connections() {
        return open.size();
    }

    /** Calls that are on the wire and not answered, and calls there that were given up. */
    public int outstanding() {
        int sum = 0;
        for (int i = 0; i < open.size(); i++) {
            sum += open.get(i).inFlight();
        }
        return sum;
    }

    /** Calls that wait to be sent. */
    public int waiting() {
        return waiting.size();
    }

    /** Replies that came when nobody waited for them any more. */
    public long lateReplies() {
        return lateReplies;
    }

    /** Why there is no connection; null if there is one, or nobody has tried. */
    public @Nullable Unreachable unreachable() {
        Throwable cause = lastFailure;
        return cause == null || !open.isEmpty()
                ? null
                : new Unreachable(cause, failures, loop.nanoTime() - firstFailureNanos);
    }

    /** Sends a call now or as soon as the policy allows. */
    public void submit(OutgoingCall call) {
        if (closed) {
            call.connectionLost(Completion.NO, null);
            return;
        }
        if (waiting.isEmpty()) {
            RpcConnection free = choose();
            if (free != null) {
                free.send(call);
                return;
            }
        } else if (waiting.size() >= policy.maxWaitingPerServer()) {
            call.crowdedOut(waiting.size());
            return;
        }
        waiting.add(call);
        if (retryTimer != null && !call.patient()) {
            // It does not wait for the next attempt, so this is it.
            retryTimer.dispose();
            retryTimer = null;
        }
        drain();
    }

    /** The connection for the next call; null if it has to wait. */
    private @Nullable RpcConnection choose() {
        RpcConnection least = null;
        int outstanding = 0;
        boolean hopeless = false;
        for (int i = 0; i < open.size(); i++) {
            RpcConnection candidate = open.get(i);
            int busy = candidate.inFlight();
            outstanding += busy;
            hopeless |= candidate.hopeless();
            if (candidate.writable() && (least == null || busy < least.inFlight())) {
                least = candidate;
            }
        }
        if (outstanding >= maxOutstanding || least == null) {
            return null;
        }
        if (least.inFlight() == 0 || (maxConnections == 1 && !hopeless)) {
            return least;
        }
        return opening > 0 || hopeless || mayOpen() ? null : least;
    }

    private boolean mayOpen() {
        if (open.size() + opening >= maxConnections) {
            return false;
        }
        if (noMoreUntilNanos != 0) {
            if (!open.isEmpty() && loop.nanoTime() - noMoreUntilNanos < 0) {
                return false;
            }
            noMoreUntilNanos = 0;
        }
        return true;
    }

    /** Sends what can be sent of what waits, and opens connections for the rest. */
    private void drain() {
        if (draining || waiting.isEmpty()) {
            return;
        }
        draining = true;
        try {
            sendWhatCanBeSent();
        } finally {
            draining = false;
        }
        openMore();
    }

    private void sendWhatCanBeSent() {
        OutgoingCall head;
        while ((head = waiting.peek()) != null) {
            RpcConnection free = choose();
            if (free != null) {
                waiting.remove(head);
                free.send(head);
            } else if (!recycle()) {
                return;
            }
        }
    }

    /** Makes room by closing a connection that has nothing but calls that were given up. */
    private boolean recycle() {
        if (outstanding() < maxOutstanding && mayOpen()) {
            return false;
        }
        for (int i = 0; i < open.size(); i++) {
            RpcConnection candidate = open.get(i);
            if (candidate.hopeless()) {
                // Nothing says that its server has gone: what is known of it still holds.
                open.remove(candidate);
                candidate.close();
                return true;
            }
        }
        return false;
    }

    private void openMore() {
        while (opening < waiting.size()
                && (retryTimer == null || !open.isEmpty())
                && outstanding() < maxOutstanding
                && mayOpen()) {
            new Attempt().begin();
        }
    }

    /** A connection has room for another call. */
    void slotFreed() {
        drain();
    }

    void lateReply() {
        lateReplies++;
    }

    /** A connection has been quiet for long: takes it out of use and closes it. */
    void retire(RpcConnection connection) {
        closed(connection);
        connection.close();
    }

    /** A connection is gone. */
    void closed(RpcConnection connection) {
        if (open.remove(connection)) {
            if (open.isEmpty()) {
                forgetPeer();
            }
            drain();
        }
    }

    /** Closes every connection and opens none any more; calls that wait fail. */
    public void close() {
        closed = true;
        attempts.dispose();
        if (retryTimer != null) {
            retryTimer.dispose();
        }
        OutgoingCall call;
        while ((call = waiting.poll()) != null) {
            call.connectionLost(Completion.NO, null);
        }
        new ArrayList<>(open).forEach(RpcConnection::close);
    }

    private void opened(RpcConnection connection) {
        if (closed) {
            connection.close();
            return;
        }
        failures = 0;
        lastFailure = null;
        open.add(connection);
        drain();
    }

    private void notOpened(Throwable cause) {
        if (closed) {
            return;
        }
        Duration pause = pause();
        if (!open.isEmpty()) {
            // There are others, which will do.
            noMoreUntilNanos = loop.nanoTime() + pause.toNanos();
            drain();
            return;
        }
        if (failures++ == 0) {
            firstFailureNanos = loop.nanoTime();
            if (peer != peerAtFirst()) {
                forgetPeer();
            }
        }
        lastFailure = cause;
        giveUp(cause);
        if (!waiting.isEmpty() && open.isEmpty() && opening == 0 && retryTimer == null) {
            retryTimer = loop.schedule(this::retry, pause);
        }
    }

    /** Fails the calls that do not wait for the next attempt; none does for a host that does not exist. */
    private void giveUp(Throwable cause) {
        Unreachable why = new Unreachable(cause, failures, loop.nanoTime() - firstFailureNanos);
        boolean forGood = why.hostUnknown();
        CallQueue over = new CallQueue();
        for (OutgoingCall call = waiting.peek(); call != null; ) {
            OutgoingCall next = call.behind;
            if (forGood || !call.patient()) {
                waiting.remove(call);
                over.add(call);
            }
            call = next;
        }
        OutgoingCall call;
        while ((call = over.poll()) != null) {
            call.unreachable(why);
        }
    }

    private void retry() {
        retryTimer = null;
        drain();
    }

    /** How long after a failure the next attempt follows; spread, so that not all clients of a server come at once. */
    private Duration pause() {
        long longest = policy.longestRetry().toNanos();
        long pause = policy.firstRetry().toNanos();
        for (int i = 0; i < failures && pause < longest; i++) {
            pause *= 2;
        }
        pause = Math.min(pause, longest);
        return Duration.ofNanos(pause / 2 + random.nextLong(pause / 2 + 1));
    }

    /** One try to open a connection, which ends once. */
    private final class Attempt {
        private @Nullable Disposable subscription;
        private boolean ended;

        void begin() {
            opening++;
            Duration timeout = policy.connectTimeout();
            if (!open.isEmpty() && timeout.compareTo(ONE_MORE) > 0) {
                timeout = ONE_MORE;
            }
            Disposable connecting = transport
                    .connect(endpoint.host(), endpoint.port(), timeout, this::succeeded)
                    .subscribe(nothing -> {}, this::failed);
            if (!ended) {
                subscription = connecting;
                attempts.add(connecting);
            }
        }

        private RpcConnection succeeded(ByteConnection bytes) {
            RpcConnection connection = new RpcConnection(bytes, endpoint, limits, ServerConnections.this);
            end();
            opened(connection);
            return connection;
        }

        private void failed(Throwable cause) {
            if (!loop.inLoop()) {
                loop.execute(() -> failed(cause));
            } else if (!ended) {
                end();
                notOpened(cause);
            }
        }

        private void end() {
            ended = true;
            opening--;
            if (subscription != null) {
                attempts.remove(subscription);
            }
        }
    }
}
