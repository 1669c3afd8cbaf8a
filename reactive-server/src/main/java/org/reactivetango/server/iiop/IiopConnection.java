package org.reactivetango.server.iiop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.giop.CancelRequestCodec;
import org.reactivetango.core.giop.CloseConnectionCodec;
import org.reactivetango.core.giop.GiopAssembler;
import org.reactivetango.core.giop.GiopConnectionState;
import org.reactivetango.core.giop.GiopHeader;
import org.reactivetango.core.giop.GiopMessageType;
import org.reactivetango.core.giop.GiopRole;
import org.reactivetango.core.giop.GiopSink;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.giop.LocateReply;
import org.reactivetango.core.giop.LocateReplyCodec;
import org.reactivetango.core.giop.LocateRequest;
import org.reactivetango.core.giop.LocateRequestCodec;
import org.reactivetango.core.giop.LocateStatus;
import org.reactivetango.core.giop.RequestView;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.rpc.ConnectionWatch;
import org.reactivetango.core.rpc.OutboundWatch;
import org.reactivetango.core.transport.ByteConnection;
import org.reactivetango.core.transport.ByteListener;
import org.reactivetango.server.dispatch.ClientIdentities;
import org.reactivetango.server.dispatch.Device;
import org.reactivetango.server.dispatch.Dispatcher;
import org.reactivetango.server.iiop.IiopCounters.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/**
 * One client's connection: requests are started in the order in which they arrive and answered in the order in which
 * they end. At most {@link Limits#maxInFlightPerConnection} are under way; then, and while the client does not take its
 * replies, nothing more is read. Confined to the loop.
 */
final class IiopConnection implements ReplyPath, ByteListener, GiopSink, ConnectionWatch.Watched {
    private static final Logger LOG = LoggerFactory.getLogger(IiopConnection.class);
    /**
     * How long the client has to close after it was told that we do. Closing first would be faster and worse: a request that
     * arrives just then would make TCP drop what the client has not read yet.
     */
    private static final Duration CLOSING_TIME = Duration.ofSeconds(1);

    private final ByteConnection connection;
    private final LoopScheduler loop;
    private final Dispatcher dispatcher;
    private final Limits limits;
    private final IiopCounters counters;
    private final HostilePeerLog log;
    private final ClientIdentities identities;
    private final Consumer<IiopConnection> onClosed;
    private final GiopAssembler assembler;
    private final ConnectionWatch watch;
    private final OutboundWatch outboundWatch;
    private final CallsUnderWay underWay = new CallsUnderWay();
    private final GiopConnectionState state = new GiopConnectionState(GiopRole.SERVER);
    private final RequestView request = new RequestView();
    private final CdrWriter writer = new CdrWriter();
    private GiopVersion newestVersion = GiopVersion.V1_0;
    private CodeSet codeSet = CodeSet.LATIN_1;
    private boolean closing;
    private boolean closed;
    private @Nullable Disposable closingTimer;
    /** Used again for the next request if it has ended; null if the last one takes time. */
    private @Nullable IiopCall spare;

    IiopConnection(
            ByteConnection connection,
            Dispatcher dispatcher,
            Limits limits,
            IiopCounters counters,
            HostilePeerLog log,
            Consumer<IiopConnection> onClosed) {
        this.connection = connection;
        this.loop = connection.loop();
        this.dispatcher = dispatcher;
        this.limits = limits;
        this.counters = counters;
        this.log = log;
        this.identities = new ClientIdentities(connection.remote());
        this.onClosed = onClosed;
        this.assembler = new GiopAssembler(limits, connection.allocator());
        this.watch = new ConnectionWatch(connection.loop(), limits, limits.serverIdleTimeout(), assembler, this);
        this.outboundWatch = new OutboundWatch(connection, limits.messageTimeout(), this::repliesNotTaken);
        counters.count(Event.ACCEPTED);
    }

    // ---- bytes

    @Override
    public void received(ByteBuf bytes) {
        try {
            assembler.receive(bytes, this);
            watch.arrived();
        } catch (TangoProtocolException.Remote broken) {
            refuse(Event.PROTOCOL_ERROR, String.valueOf(broken.getMessage()));
        }
    }

    @Override
    public @Nullable ByteBuf room() {
        return assembler.room();
    }

    @Override
    public void writabilityChanged(boolean writable) {
        outboundWatch.writabilityChanged(writable);
        readOnOrPause();
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        closed = true;
        watch.stop();
        outboundWatch.stop();
        if (closingTimer != null) {
            closingTimer.dispose();
        }
        if (cause != null && !(cause instanceof IOException)) {
            counters.count(Event.INTERNAL_ERROR);
            LOG.error("The connection from {} ended with an error of ours", connection.remote(), cause);
        }
        assembler.release();
        underWay.cancelAll();
        onClosed.accept(this);
    }

    // ---- messages

    @Override
    public void message(GiopHeader header, CdrReader in) {
        if (!state.received(header.type())) {
            return;
        }
        switch (header.type()) {
            case REQUEST -> request(header.version(), in);
            case LOCATE_REQUEST -> locate(header.version(), in);
            case CLOSE_CONNECTION, MESSAGE_ERROR -> close();
            case CANCEL_REQUEST -> underWay.cancel(CancelRequestCodec.decode(in).requestId());
            default -> {
                // Whatever else may arrive is put together before it comes here.
            }
        }
    }

    private void request(GiopVersion version, CdrReader in) {
        request.read(in, version);
        if (request.codeSetAnnounced()) {
            codeSet = request.codeSet();
            assembler.codeSet(codeSet);
        }
        newestVersion = version.compareTo(newestVersion) > 0 ? version : newestVersion;
        Device device = dispatcher.device(in.buffer(), request.objectKeyIndex(), request.objectKeyLength());
        if (device != null && device.lane().loop() != loop) {
            cross(device, version, in);
            return;
        }
        IiopCall call = spare;
        if (call == null || !call.ended()) {
            call = new IiopCall(this);
            spare = call;
        }
        call.begin(device, version, request.requestId(), request.responseExpected());
        if (device == null) {
            call.raise(SystemException.OBJECT_NOT_EXIST);
        } else {
            Dispatcher.start(call, request.operationIndex(), request.operationLength(), in);
        }
        if (!call.ended()) {
            spare = null;
            underWay.add(call);
            readOnOrPause();
        }
    }

    private void cross(Device device, GiopVersion version, CdrReader in) {
        Crossing crossing = new Crossing(
                this,
                loop,
                device,
                version,
                request.requestId(),
                request.responseExpected(),
                codeSet,
                connection.allocator(),
                in.copyFrom(request.operationIndex(), connection.allocator()),
                in.copiedIndex(request.operationIndex()),
                request.operationLength());
        underWay.add(crossing);
        crossing.leave();
        readOnOrPause();
    }

    /** A request that was carried out on another loop is back. */
    void cameBack(Crossing crossing, @Nullable ByteBuf reply) {
        if (reply != null) {
            if (closed || crossing.unwanted() || !reply.isReadable()) {
                reply.release();
            } else {
                connection.append(reply);
            }
        }
        ended(crossing);
    }

    private void locate(GiopVersion version, CdrReader in) {
        LocateRequest locate = LocateRequestCodec.decode(in, version);
        byte[] key = locate.target().objectKey().toByteArray();
        boolean here = dispatcher.device(Unpooled.wrappedBuffer(key), 0, key.length) != null;
        writer.wrap(connection.outbound(), true, codeSet);
        LocateReplyCodec.encode(
                new LocateReply(locate.requestId(), here ? LocateStatus.OBJECT_HERE : LocateStatus.UNKNOWN_OBJECT),
                writer,
                version);
        connection.appended();
    }

    private void refuse(Event why, String what) {
        counters.count(why);
        log.closed(connection.remote(), what);
        close();
    }

    private void repliesNotTaken() {
        counters.count(Event.REPLIES_NOT_TAKEN);
        log.closed(
                connection.remote(),
                "it has taken none of its replies for "
                        + limits.messageTimeout().toMillis() + " ms");
        connection.abort();
    }

    /** What has been answered still goes out, but for that nobody waits long. */
    private void close() {
        connection.close();
        if (!closed) {
            closingTimer = connection.loop().schedule(connection::abort, CLOSING_TIME);
        }
    }

    private void readOnOrPause() {
        boolean pause = closed
                || (closing && closingTimer == null)
                || underWay.size() >= limits.maxInFlightPerConnection()
                || !connection.writable();
        if (pause == assembler.paused()) {
            return;
        }
        if (pause) {
            assembler.pause();
            watch.paused();
            if (!closed) {
                counters.count(Event.PAUSED);
                connection.reading(false);
            }
            return;
        }
        connection.reading(true);
        try {
            assembler.resume(this);
            watch.arrived();
        } catch (TangoProtocolException.Remote broken) {
            refuse(Event.PROTOCOL_ERROR, String.valueOf(broken.getMessage()));
        }
    }

    // ---- for its calls

    @Override
    public CdrWriter beginMessage() {
        return writer.wrap(connection.outbound(), true, codeSet);
    }

    @Override
    public void endMessage() {
        connection.appended();
    }

    @Override
    public void callEnded(IiopCall call) {
        ended(call);
    }

    private void ended(UnderWay call) {
        underWay.remove(call);
        if (closing && underWay.size() == 0) {
            sayClosing();
        }
        readOnOrPause();
    }

    /** On any loop. */
    @Override
    public void malformedArguments(TangoProtocolException.Remote what) {
        counters.count(Event.MALFORMED_ARGUMENTS);
        LOG.debug("Arguments from {} cannot be read: {}", connection.remote(), what.getMessage());
    }

    int inFlight() {
        return underWay.size();
    }

    @Override
    public boolean gone() {
        return closed;
    }

    /** On any thread. */
    @Override
    public String client() {
        return connection.remote();
    }

    /** On any thread. */
    @Override
    public ClientIdentities identities() {
        return identities;
    }

    // ---- closing

    /** Takes no more requests, and closes when those under way have been answered. */
    void closeWhenDone() {
        if (!closing && !closed) {
            closing = true;
            if (underWay.size() == 0) {
                sayClosing();
            }
            readOnOrPause();
        }
    }

    /** Says that the server closes, so that the client knows that what it has not heard of has not been done. */
    private void sayClosing() {
        if (!closed && state.maySend(GiopMessageType.CLOSE_CONNECTION)) {
            state.sending(GiopMessageType.CLOSE_CONNECTION);
            CloseConnectionCodec.encode(beginMessage(), newestVersion);
            connection.appended();
            closingTimer = connection.loop().schedule(this::close, CLOSING_TIME);
        }
    }

    /** Closes without a word: the client does not know what has been done of that which it has not heard of. */
    void closeNow() {
        if (!closed) {
            connection.abort();
        }
    }

    @Override
    public boolean busy() {
        return underWay.size() > 0 || !connection.writable();
    }

    @Override
    public void quiet() {
        closeWhenDone();
    }

    @Override
    public void stalled(String what) {
        refuse(Event.INCOMPLETE_MESSAGE, what);
    }
}
