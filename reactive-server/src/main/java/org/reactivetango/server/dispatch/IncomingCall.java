package org.reactivetango.server.dispatch;

import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.LoopActivity;
import reactor.util.context.ContextView;

/**
 * A request that waits for its reply. Confined to the loop. Exactly one of {@link #reply}, {@link #replyNothing},
 * {@link #endReply}, {@link #raise}, {@link #malformed}, {@link #fail} and {@link #drop} ends it; what comes after is ignored. Nothing is sent
 * for a one-way request or to a client that has gone or does not wait any more, and the call ends all the same.
 */
public interface IncomingCall {
    Device device();

    /** Whether the client has gone or cancelled: what has not started need not. Never true of a one-way request. */
    boolean abandoned();

    /** Enters a lane with what carries the call out; it is {@linkplain #runsAs told} if the client goes or cancels. */
    default void enter(Lane lane, RequestOperation operation) {
        runsAs(operation);
        lane.enter(operation);
    }

    /** What carries the call out from now on: its {@code callerGone} is called if the client goes or cancels. */
    void runsAs(RequestOperation operation);

    /** Says whose call it is, as soon as that has been decoded: see {@link Lane#caller}. */
    void caller(ContextView context);

    /** The Context for operations that carry it out; empty but for a call that came through another server of ours. */
    ContextView caller();

    /** Says that it reads an attribute now, without an operation of its own: for whoever asks what holds the loop. */
    LoopActivity.Holder reading(Attribute attribute);

    /** The client as people know it. */
    String client();

    /** What the client says of itself, in this call and those before. */
    ClientIdentities identities();

    /** Ends the call with a result. */
    <R> void reply(CdrCodec<R> codec, R result);

    /** Ends the call of an operation without a result. */
    void replyNothing();

    /**
     * Begins a result that is written piece by piece: the reply's header is written, the writer stands where the result
     * begins. Only when nothing else can happen before {@link #endReply} or {@link #fail}.
     *
     * @return null if nobody waits for the reply; then {@link #endReply} may follow, or not
     */
    @Nullable
    CdrWriter beginReply();

    /** Ends what {@link #beginReply} began. */
    void endReply();

    /** Ends the call with an exception of the ORB, instead of anything begun. */
    void raise(SystemException exception);

    /** Ends the call, whose arguments cannot be read. The connection goes on: where its next message begins is known. */
    void malformed(TangoProtocolException.Remote arguments);

    /** Ends the call with an error, instead of anything begun. */
    void fail(Throwable error);

    /** Ends the call without an answer: it has been abandoned before it began. */
    void drop();
}
