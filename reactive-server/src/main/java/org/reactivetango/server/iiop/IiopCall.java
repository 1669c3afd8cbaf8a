package org.reactivetango.server.iiop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.giop.GiopFraming;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.giop.ReplyCodec;
import org.reactivetango.core.giop.ReplyStatus;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.idl.UserException;
import org.reactivetango.core.lane.LoopActivity;
import org.reactivetango.server.dispatch.Attribute;
import org.reactivetango.server.dispatch.Device;
import org.reactivetango.server.dispatch.Failures;
import org.reactivetango.server.dispatch.IncomingCall;
import org.reactivetango.server.dispatch.RequestOperation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * One request under way. One that ends before its dispatch returns, as most do, is used again for the next; one that
 * takes time is not, so that a late signal can never reach another call.
 */
final class IiopCall implements IncomingCall, LoopActivity.Holder {
    private static final Logger LOG = LoggerFactory.getLogger(IiopCall.class);

    private final IiopConnection connection;
    private @Nullable Device device;
    private GiopVersion version = GiopVersion.V1_0;
    private int requestId;
    private boolean responseExpected;
    private boolean cancelled;
    private boolean ended = true;
    private @Nullable RequestOperation operation;
    private ContextView caller = Context.empty();
    private @Nullable Attribute attribute;
    /** Where the connection keeps it while it is under way; -1 while it does not. */
    int place = -1;

    private @Nullable CdrWriter writing;

    IiopCall(IiopConnection connection) {
        this.connection = connection;
    }

    void begin(@Nullable Device device, GiopVersion version, int requestId, boolean responseExpected) {
        this.device = device;
        this.version = version;
        this.requestId = requestId;
        this.responseExpected = responseExpected;
        this.ended = false;
        this.caller = Context.empty();
    }

    boolean ended() {
        return ended;
    }

    /** Whether a CancelRequest with that id means this call; a one-way call cannot be cancelled. */
    boolean isCancelledBy(int cancelledId) {
        return responseExpected && requestId == cancelledId;
    }

    /** The client does not wait any more, and what carries the call out is told. */
    void cancel() {
        if (!responseExpected || cancelled) {
            return;
        }
        cancelled = true;
        RequestOperation running = operation;
        if (running != null) {
            running.callerGone();
        }
    }

    @Override
    public Device device() {
        return Objects.requireNonNull(device);
    }

    @Override
    public boolean abandoned() {
        return responseExpected && (cancelled || connection.gone());
    }

    @Override
    public void runsAs(RequestOperation carrier) {
        operation = carrier;
    }

    @Override
    public void caller(ContextView context) {
        caller = context;
    }

    @Override
    public ContextView caller() {
        return caller;
    }

    @Override
    public LoopActivity.Holder reading(Attribute read) {
        attribute = read;
        return this;
    }

    @Override
    public String doing() {
        Attribute read = attribute;
        return "reading " + (read == null ? "" : read.name()) + " of " + device().name() + " for " + client();
    }

    @Override
    public String client() {
        return connection.client();
    }

    @Override
    public <R> void reply(CdrCodec<R> codec, R result) {
        CdrWriter out = beginReply();
        if (out != null) {
            try {
                codec.encode(result, out);
            } catch (Throwable e) {
                fail(e);
                return;
            }
        }
        endReply();
    }

    @Override
    public void replyNothing() {
        if (answerable()) {
            CdrWriter out = connection.beginMessage();
            ReplyCodec.begin(out, version, requestId, ReplyStatus.NO_EXCEPTION);
            connection.endMessage();
        }
        end();
    }

    @Override
    public @Nullable CdrWriter beginReply() {
        if (!answerable()) {
            return null;
        }
        CdrWriter out = connection.beginMessage();
        ReplyCodec.begin(out, version, requestId, ReplyStatus.NO_EXCEPTION);
        GiopFraming.beginBody(out, version);
        writing = out;
        return out;
    }

    @Override
    public void endReply() {
        CdrWriter out = writing;
        if (out != null) {
            try {
                GiopFraming.end(out);
            } catch (TangoProtocolException.Local tooLarge) {
                fail(tooLarge);
                return;
            }
            writing = null;
            connection.endMessage();
        }
        end();
    }

    @Override
    public void raise(SystemException exception) {
        abandonReply();
        if (answerable()) {
            ReplyCodec.encodeException(connection.beginMessage(), version, requestId, exception);
            connection.endMessage();
        }
        end();
    }

    @Override
    public void malformed(TangoProtocolException.Remote arguments) {
        connection.malformedArguments(arguments);
        raise(arguments.isBadEnum() ? SystemException.MARSHAL_BAD_ENUM : SystemException.MARSHAL_TOO_SHORT);
    }

    @Override
    public void fail(Throwable error) {
        abandonReply();
        if (!(error instanceof DevFailedException)) {
            LOG.debug("A call from {} failed", connection.client(), error);
        }
        if (answerable()) {
            CdrWriter out = connection.beginMessage();
            try {
                ReplyCodec.begin(out, version, requestId, ReplyStatus.USER_EXCEPTION);
                GiopFraming.beginBody(out, version);
                if (error instanceof DevFailedException failed) {
                    UserException.encode(failed, out);
                } else {
                    UserException.encode(Failures.errors(error, device == null ? "" : device.name()), out);
                }
                GiopFraming.end(out);
            } catch (TangoProtocolException.Local unwritable) {
                GiopFraming.abandon(out);
                ReplyCodec.encodeException(connection.beginMessage(), version, requestId, SystemException.UNKNOWN);
            }
            connection.endMessage();
        }
        end();
    }

    @Override
    public void drop() {
        end();
    }

    private boolean answerable() {
        return !ended && responseExpected && !cancelled && !connection.gone();
    }

    private void abandonReply() {
        CdrWriter out = writing;
        if (out != null) {
            writing = null;
            GiopFraming.abandon(out);
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            operation = null;
            if (place >= 0) {
                connection.callEnded(this);
            }
        }
    }
}
