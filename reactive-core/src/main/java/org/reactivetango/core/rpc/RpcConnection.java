package org.reactivetango.core.rpc;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.giop.CancelRequest;
import org.reactivetango.core.giop.CancelRequestCodec;
import org.reactivetango.core.giop.CloseConnectionCodec;
import org.reactivetango.core.giop.GiopAssembler;
import org.reactivetango.core.giop.GiopConnectionState;
import org.reactivetango.core.giop.GiopFraming;
import org.reactivetango.core.giop.GiopHeader;
import org.reactivetango.core.giop.GiopMessageType;
import org.reactivetango.core.giop.GiopRole;
import org.reactivetango.core.giop.GiopSink;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.giop.ReplyView;
import org.reactivetango.core.giop.RequestCodec;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.transport.ByteConnection;
import org.reactivetango.core.transport.ByteListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection: any number of requests outstanding, replies matched by id in whatever order they come. Every
 * call that was sent ends exactly once: with its reply, by being abandoned, or with the connection. Which calls it gets is
 * decided by its {@link ServerConnections}. Confined to the loop.
 */
final class RpcConnection implements ByteListener, GiopSink, ConnectionWatch.Watched {
    private static final Logger LOG = LoggerFactory.getLogger(RpcConnection.class);

    private final ByteConnection connection;
    private final GiopVersion version;
    private final CodeSet codeSet;
    private final ServerConnections owner;
    private final GiopAssembler assembler;
    private final ConnectionWatch watch;
    private final GiopConnectionState state = new GiopConnectionState(GiopRole.CLIENT);
    private final ReplyView reply = new ReplyView();
    private final CdrWriter writer = new CdrWriter();
    private final InFlight inFlight = new InFlight();
    private @Nullable CodeSet toAnnounce;
    private @Nullable Throwable broken;
    private boolean writable;
    private boolean serverCloses;
    private boolean closing;

    /** A connection that has just been opened. */
    RpcConnection(ByteConnection connection, RpcEndpoint endpoint, Limits limits, ServerConnections owner) {
        this.connection = connection;
        this.version = endpoint.version();
        this.toAnnounce = endpoint.codeSet();
        this.codeSet = toAnnounce == null ? CodeSet.LATIN_1 : toAnnounce;
        this.owner = owner;
        this.assembler = new GiopAssembler(limits, connection.allocator());
        this.assembler.codeSet(codeSet);
        this.watch = new ConnectionWatch(connection.loop(), limits, limits.clientIdleTimeout(), assembler, this);
        this.writable = connection.writable();
    }

    /** Calls on the wire without a reply, given up or not. */
    int inFlight() {
        return inFlight.size();
    }

    /** Whether all that it has on the wire are calls that were given up. */
    boolean hopeless() {
        return inFlight.size() > 0 && inFlight.size() == inFlight.abandoned();
    }

    /** Whether the server takes what we send. */
    boolean writable() {
        return writable && !closing;
    }

    /** Sends a call at once. */
    void send(OutgoingCall call) {
        int id = inFlight.add(call);
        call.connection = this;
        writer.wrap(connection.outbound(), true, codeSet);
        try {
            RequestCodec.begin(
                    writer, version, id, call.responseExpected(), call.objectKey(), call.operation(), toAnnounce);
            if (call.hasArguments()) {
                GiopFraming.beginBody(writer, version);
                call.encodeArguments(writer);
                GiopFraming.end(writer);
            }
        } catch (Throwable e) {
            GiopFraming.abandon(writer);
            forget(call);
            call.notSent(e);
            return;
        }
        toAnnounce = null;
        connection.appended();
        if (!call.responseExpected()) {
            forget(call);
            call.sent();
        }
    }

    private void forget(OutgoingCall call) {
        inFlight.remove(call.requestId);
        call.connection = null;
    }

    /**
     * Nobody waits for that call any more. A server of ours is told, so that a request that waits there is not carried
     * out. Any other server is not: it might stop answering; there the id stays in use until the late reply.
     */
    void abandon(OutgoingCall call) {
        call.connection = null;
        if (owner.peer().honoursCancels()) {
            inFlight.remove(call.requestId);
            sayCancelled(call.requestId);
        } else {
            inFlight.abandon(call.requestId);
        }
        owner.slotFreed();
    }

    private void sayCancelled(int requestId) {
        if (!closing) {
            state.sending(GiopMessageType.CANCEL_REQUEST);
            writer.wrap(connection.outbound(), true, codeSet);
            CancelRequestCodec.encode(new CancelRequest(requestId), writer, version);
            connection.appended();
        }
    }

    /** Closes the connection as the protocol wants it; whatever still waits fails. */
    void close() {
        if (closing) {
            return;
        }
        closing = true;
        if (version == GiopVersion.V1_2 && state.maySend(GiopMessageType.CLOSE_CONNECTION)) {
            state.sending(GiopMessageType.CLOSE_CONNECTION);
            writer.wrap(connection.outbound(), true, codeSet);
            CloseConnectionCodec.encode(writer, version);
            connection.appended();
        }
        connection.close();
    }

    // ---- bytes

    @Override
    public void received(ByteBuf bytes) {
        try {
            assembler.receive(bytes, this);
            watch.arrived();
        } catch (TangoProtocolException.Remote e) {
            breakOff(e);
        }
    }

    @Override
    public @Nullable ByteBuf room() {
        return assembler.room();
    }

    /** What the server sent makes no sense: nothing that follows could be trusted. */
    private void breakOff(TangoProtocolException.Remote why) {
        LOG.warn("Closed the connection to {}: {}", connection.remote(), why.getMessage());
        broken = why;
        closing = true;
        connection.close();
    }

    @Override
    public void writabilityChanged(boolean nowWritable) {
        writable = nowWritable;
        if (nowWritable) {
            owner.slotFreed();
        }
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        closing = true;
        watch.stop();
        assembler.release();
        Throwable why = broken == null ? cause : broken;
        CallQueue lost = inFlight.removeAll();
        owner.closed(this);
        OutgoingCall call;
        while ((call = lost.poll()) != null) {
            call.connectionLost(serverCloses ? Completion.NO : Completion.MAYBE, why);
        }
    }

    // ---- messages

    @Override
    public void message(GiopHeader header, CdrReader in) {
        if (!state.received(header.type())) {
            return;
        }
        if (header.type() == GiopMessageType.REPLY) {
            reply(header.version(), in);
        } else if (header.type() == GiopMessageType.CLOSE_CONNECTION) {
            // What it has not answered it has not done.
            serverCloses = true;
            closing = true;
            connection.close();
        } else if (header.type() == GiopMessageType.MESSAGE_ERROR) {
            closing = true;
            connection.close();
        }
    }

    private void reply(GiopVersion replyVersion, CdrReader in) {
        reply.read(in, replyVersion);
        OutgoingCall call = inFlight.remove(reply.requestId());
        if (call == null) {
            owner.lateReply();
        } else {
            call.connection = null;
            call.replied(reply.status(), in);
        }
        owner.slotFreed();
    }

    // ---- its watch

    @Override
    public boolean busy() {
        return inFlight.size() > inFlight.abandoned();
    }

    @Override
    public void quiet() {
        owner.retire(this);
    }

    @Override
    public void stalled(String what) {
        breakOff(new TangoProtocolException.Remote(what));
    }
}
