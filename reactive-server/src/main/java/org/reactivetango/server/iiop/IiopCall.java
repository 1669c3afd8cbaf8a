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
import org.reactivetango.server.dispatch.ClientIdentities;
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
 * takes time is not, so that a late signal can never reach another call. What stays the same from one request to the next
 * is not stored again: a reference stored in what is old is work for the collector, and a fence.
 */
final class IiopCall extends UnderWay implements IncomingCall, LoopActivity.Holder {
    private static final Logger LOG = LoggerFactory.getLogger(IiopCall.class);

    private final ReplyPath path;
    private @Nullable Device device;
    private GiopVersion version = GiopVersion.V1_0;
    private int requestId;
    private boolean responseExpected;
    private boolean cancelled;
    private boolean ended = true;
    private @Nullable RequestOperation operation;
    private ContextView caller = Context.empty();
    private @Nullable Attribute attribute;
    private @Nullable CdrWriter writer;
    private boolean writing;

    IiopCall(ReplyPath path) {
        this.path = path;
    }

    void begin(@Nullable Device device, GiopVersion version, int requestId, boolean responseExpected) {
        if (this.device != device) {
            this.device = device;
        }
        if (this.version != version) {
            this.version = version;
        }
        this.requestId = requestId;
        this.responseExpected = responseExpected;
        this.ended = false;
        if (caller != Context.empty()) {
            caller = Context.empty();
        }
    }

    boolean ended() {
        return ended;
    }

    @Override
    boolean isCancelledBy(int cancelledId) {
        return responseExpected && requestId == cancelledId;
    }

    /** The client does not wait any more, and what carries the call out is told. */
    @Override
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
        return responseExpected && (cancelled || path.gone());
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
        if (attribute != read) {
            attribute = read;
        }
        return this;
    }

    @Override
    public String doing() {
        Attribute read = attribute;
        return "reading " + (read == null ? "" : read.name()) + " of " + device().name() + " for " + client();
    }

    @Override
    public String client() {
        return path.client();
    }

    @Override
    public ClientIdentities identities() {
        return path.identities();
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
            CdrWriter out = path.beginMessage();
            ReplyCodec.begin(out, version, requestId, ReplyStatus.NO_EXCEPTION);
            path.endMessage();
        }
        end();
    }

    @Override
    public @Nullable CdrWriter beginReply() {
        if (!answerable()) {
            return null;
        }
        CdrWriter out = path.beginMessage();
        ReplyCodec.begin(out, version, requestId, ReplyStatus.NO_EXCEPTION);
        GiopFraming.beginBody(out, version);
        if (writer != out) {
            writer = out;
        }
        writing = true;
        return out;
    }

    @Override
    public void endReply() {
        CdrWriter out = writer;
        if (writing && out != null) {
            try {
                GiopFraming.end(out);
            } catch (TangoProtocolException.Local tooLarge) {
                fail(tooLarge);
                return;
            }
            writing = false;
            path.endMessage();
        }
        end();
    }

    @Override
    public void raise(SystemException exception) {
        abandonReply();
        if (answerable()) {
            ReplyCodec.encodeException(path.beginMessage(), version, requestId, exception);
            path.endMessage();
        }
        end();
    }

    @Override
    public void malformed(TangoProtocolException.Remote arguments) {
        path.malformedArguments(arguments);
        raise(arguments.isBadEnum() ? SystemException.MARSHAL_BAD_ENUM : SystemException.MARSHAL_TOO_SHORT);
    }

    @Override
    public void fail(Throwable error) {
        abandonReply();
        if (!(error instanceof DevFailedException)) {
            LOG.debug("A call from {} failed", path.client(), error);
        }
        if (answerable()) {
            CdrWriter out = path.beginMessage();
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
                ReplyCodec.encodeException(path.beginMessage(), version, requestId, SystemException.UNKNOWN);
            }
            path.endMessage();
        }
        end();
    }

    @Override
    public void drop() {
        end();
    }

    private boolean answerable() {
        return !ended && responseExpected && !cancelled && !path.gone();
    }

    private void abandonReply() {
        CdrWriter out = writer;
        if (writing && out != null) {
            writing = false;
            GiopFraming.abandon(out);
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            operation = null;
            if (place >= 0) {
                path.callEnded(this);
            }
        }
    }
}
