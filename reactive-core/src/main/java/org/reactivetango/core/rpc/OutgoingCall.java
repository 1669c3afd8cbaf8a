package org.reactivetango.core.rpc;

import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.giop.ReplyStatus;

/**
 * One request that waits for its reply. It is its own entry in the queue of those that wait to be sent, in the in-flight
 * table and in the deadlines, so that a call costs one object. Confined to the loop.
 *
 * <p>Each time it is given to {@link ServerConnections#submit}, exactly one of {@link #replied}, {@link #sent},
 * {@link #notSent}, {@link #connectionLost}, {@link #unreachable} and {@link #crowdedOut} follows, unless it is
 * {@linkplain #withdraw withdrawn} first.
 */
public abstract class OutgoingCall {
    int requestId;

    @Nullable
    RpcConnection connection;

    @Nullable
    CallQueue queue;

    @Nullable
    OutgoingCall ahead;

    @Nullable
    OutgoingCall behind;

    long deadlineNanos;
    Deadlines.@Nullable Line line;

    @Nullable
    OutgoingCall earlier;

    @Nullable
    OutgoingCall later;

    /** Which object. */
    protected abstract byte[] objectKey();

    /** The operation's name in ASCII. */
    protected abstract byte[] operation();

    /** Whether there are arguments; without them there is not even the gap before them. */
    protected abstract boolean hasArguments();

    /** Whether a reply is wanted; without one, the call has ended when it has been sent. */
    protected abstract boolean responseExpected();

    /** Whether it waits for a server that cannot be reached now. */
    protected abstract boolean patient();

    /** Appends the arguments. What this throws fails this call only. */
    protected abstract void encodeArguments(CdrWriter out);

    /** The reply, its body to be read before this returns. What this throws costs the connection. */
    protected abstract void replied(ReplyStatus status, CdrReader body);

    /** It has been sent and wants no reply. */
    protected abstract void sent();

    /** It could not be encoded: nothing has been sent. */
    protected abstract void notSent(Throwable cause);

    /**
     * The connection ended first.
     *
     * @param completion NO if it was not sent, or the server said that it was not carried out; else MAYBE
     */
    protected abstract void connectionLost(Completion completion, @Nullable Throwable cause);

    /** There is no connection to be had. */
    protected abstract void unreachable(Unreachable why);

    /** So many wait already that it was refused. */
    protected abstract void crowdedOut(int waiting);

    /** Its time is over. It may still wait or be in flight: {@link #withdraw} it. */
    protected abstract void timedOut();

    /** Whether it is on the wire and has no reply yet. */
    protected final boolean inFlight() {
        return connection != null;
    }

    /** Takes the call back from wherever it waits. If it is on the wire, its reply will be dropped when it comes. */
    protected final void withdraw() {
        CallQueue waitingIn = queue;
        if (waitingIn != null) {
            waitingIn.remove(this);
        }
        RpcConnection current = connection;
        if (current != null) {
            current.abandon(this);
        }
    }
}
