package org.reactivetango.core.rpc;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.error.TangoProtocolException;
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
 * call that was sent ends exactly once: with its reply, by being abandoned, or with the connection. Confined to the loop.
 */
public final class RpcConnection implements ByteListener, GiopSink {
    private static final Logger LOG = LoggerFactory.getLogger(RpcConnection.class);

    private final ByteConnection connection;
    private final GiopVersion version;
    private final BiConsumer<RpcConnection, @Nullable Throwable> onClosed;
    private final GiopAssembler assembler;
    private final GiopConnectionState state = new GiopConnectionState(GiopRole.CLIENT);
    private final ReplyView reply = new ReplyView();
    private final CdrWriter writer = new CdrWriter();
    private final InFlight inFlight = new InFlight();
    private final ArrayDeque<OutgoingCall> waitingToWrite = new ArrayDeque<>();
    private @Nullable Throwable broken;
    private boolean serverCloses;
    private boolean closed;
    private long lateReplies;

    /**
     * A connection that has just been opened.
     *
     * @param version of every request
     * @param onClosed called once when no call can be sent any more, after all waiting calls have been told
     */
    public RpcConnection(
            ByteConnection connection,
            GiopVersion version,
            Limits limits,
            BiConsumer<RpcConnection, @Nullable Throwable> onClosed) {
        this.connection = connection;
        this.version = version;
        this.onClosed = onClosed;
        this.assembler = new GiopAssembler(limits, connection.allocator());
    }

    /** Calls that wait for a reply. */
    public int inFlight() {
        return inFlight.size();
    }

    /** Replies that came when nobody waited for them any more. */
    public long lateReplies() {
        return lateReplies;
    }

    /**
     * Sends a call. While the server does not take what we send, it waits here: the caller's Mono waits, no thread does.
     */
    public void send(OutgoingCall call) {
        call.connection = this;
        if (closed) {
            call.connection = null;
            call.connectionLost(false, broken);
        } else if (connection.writable() && waitingToWrite.isEmpty()) {
            write(call);
        } else {
            waitingToWrite.add(call);
        }
    }

    private void write(OutgoingCall call) {
        int id = inFlight.add(call);
        writer.wrap(connection.outbound(), true, CodeSet.LATIN_1);
        try {
            RequestCodec.begin(writer, version, id, call.responseExpected(), call.objectKey(), call.operation(), null);
            if (call.hasArguments()) {
                GiopFraming.beginBody(writer, version);
                call.encodeArguments(writer);
                GiopFraming.end(writer);
            }
        } catch (RuntimeException e) {
            GiopFraming.abandon(writer);
            forget(call);
            call.notSent(e);
            return;
        }
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

    void abandon(OutgoingCall call) {
        if (inFlight.remove(call.requestId) != call) {
            waitingToWrite.remove(call);
        }
        call.connection = null;
    }

    /** Closes the connection; whatever still waits fails. */
    public void close() {
        if (!closed) {
            connection.close();
        }
    }

    // ---- bytes

    @Override
    public void received(ByteBuf bytes) {
        try {
            assembler.receive(bytes, this);
        } catch (TangoProtocolException.Remote e) {
            LOG.warn("Closed the connection to {}: {}", connection.remote(), e.getMessage());
            broken = e;
            connection.close();
        }
    }

    @Override
    public void writabilityChanged(boolean writable) {
        while (!waitingToWrite.isEmpty() && connection.writable()) {
            write(waitingToWrite.remove());
        }
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        closed = true;
        assembler.release();
        Throwable why = broken == null ? cause : broken;
        onClosed.accept(this, why);
        for (OutgoingCall call : inFlight.removeAll()) {
            call.connection = null;
            call.connectionLost(!serverCloses, why);
        }
        OutgoingCall unsent;
        while ((unsent = waitingToWrite.poll()) != null) {
            unsent.connection = null;
            unsent.connectionLost(false, why);
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
            connection.close();
        } else if (header.type() == GiopMessageType.MESSAGE_ERROR) {
            connection.close();
        }
    }

    private void reply(GiopVersion replyVersion, CdrReader in) {
        reply.read(in, replyVersion);
        OutgoingCall call = inFlight.remove(reply.requestId());
        if (call == null) {
            lateReplies++;
            return;
        }
        call.connection = null;
        call.replied(reply.status(), in);
    }
}
