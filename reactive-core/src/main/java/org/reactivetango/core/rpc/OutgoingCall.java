package org.reactivetango.core.rpc;

import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.giop.ReplyStatus;

/**
 * One request that waits for its reply. It is its own entry in the in-flight table and in the deadlines, so that a call
 * costs one object. Confined to the loop.
 */
public abstract class OutgoingCall {
    int requestId;

    @Nullable
    RpcConnection connection;

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

    /** Appends the arguments. What this throws fails this call only. */
    protected abstract void encodeArguments(CdrWriter out);

    /** The reply, its body to be read before this returns. A malformed body costs the connection. */
    protected abstract void replied(ReplyStatus status, CdrReader body);

    /** It has been sent and wants no reply. */
    protected abstract void sent();

    /** It could not be encoded: nothing has been sent. */
    protected abstract void notSent(RuntimeException cause);

    /**
     * The connection ended first.
     *
     * @param executed whether the request may have been carried out: false only if the server said that it was not
     */
    protected abstract void connectionLost(boolean executed, @Nullable Throwable cause);

    /** Its time is over. It is in no table any more. */
    protected abstract void timedOut();

    /** Whether it is on the wire and has no reply yet. */
    protected final boolean inFlight() {
        return connection != null;
    }

    /** Forgets the call on the wire: its reply will be dropped when it comes. */
    protected final void abandon() {
        RpcConnection current = connection;
        if (current != null) {
            current.abandon(this);
        }
    }
}
