package org.reactivetango.testkit.rpc;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.giop.CancelRequestCodec;
import org.reactivetango.core.giop.CloseConnectionCodec;
import org.reactivetango.core.giop.GiopAssembler;
import org.reactivetango.core.giop.GiopFraming;
import org.reactivetango.core.giop.GiopHeader;
import org.reactivetango.core.giop.GiopMessageType;
import org.reactivetango.core.giop.GiopSink;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.giop.MessageErrorCodec;
import org.reactivetango.core.giop.ReplyCodec;
import org.reactivetango.core.giop.ReplyStatus;
import org.reactivetango.core.giop.RequestView;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.idl.UserException;
import org.reactivetango.core.ior.Ior;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.transport.ByteConnection;
import org.reactivetango.core.transport.ByteListener;
import org.reactivetango.core.transport.Transport;

/**
 * A server that answers as a test says, when it says, or not at all, and remembers what it heard. Confined to the loop of
 * its transport; with a virtual loop, to the test's thread.
 */
public final class ScriptedServer {
    private final Consumer<Request> script;
    private final List<Conversation> conversations = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<Integer> cancelled = new ArrayList<>();
    private Transport.@Nullable Listener listener;

    private ScriptedServer(Consumer<Request> script) {
        this.script = script;
    }

    /** Listens at once; {@code script} is called for each request. */
    public static ScriptedServer listen(Transport transport, String host, int port, Consumer<Request> script) {
        ScriptedServer server = new ScriptedServer(script);
        server.listener = transport
                .listen(host, port, 1000, bytes -> server.new Conversation(bytes))
                .block();
        return server;
    }

    public int port() {
        return listener().port();
    }

    /** Takes no more connections. */
    public void stopListening() {
        listener().closeLater().block();
    }

    private Transport.Listener listener() {
        if (listener == null) {
            throw new IllegalStateException("does not listen");
        }
        return listener;
    }

    /** Every connection there was, in order. */
    public List<Conversation> conversations() {
        return conversations;
    }

    /** The connections that are open. */
    public List<Conversation> open() {
        return conversations.stream().filter(each -> each.open).toList();
    }

    /** Every request there was, in order. */
    public List<Request> requests() {
        return requests;
    }

    /** The operations of all requests, in order. */
    public List<String> operations() {
        return requests.stream().map(Request::operation).toList();
    }

    /** The ids in all CancelRequests, in order. */
    public List<Integer> cancelled() {
        return cancelled;
    }

    /** One connection. */
    public final class Conversation implements ByteListener, GiopSink {
        private final ByteConnection connection;
        private final GiopAssembler assembler;
        private final RequestView view = new RequestView();
        private final CdrWriter writer = new CdrWriter();
        private final List<GiopMessageType> heard = new ArrayList<>();
        private boolean open = true;

        private Conversation(ByteConnection connection) {
            this.connection = connection;
            this.assembler = new GiopAssembler(Limits.DEFAULT, connection.allocator());
            conversations.add(this);
        }

        public boolean isOpen() {
            return open;
        }

        /** The types of all messages, in order. */
        public List<GiopMessageType> heard() {
            return heard;
        }

        /** Says CloseConnection and closes. */
        public void closeOrderly() {
            if (open) {
                CloseConnectionCodec.encode(begin(), GiopVersion.V1_0);
                connection.appended();
                connection.close();
            }
        }

        /** Says CloseConnection and leaves it to the client to close. */
        public void sayClosing() {
            CloseConnectionCodec.encode(begin(), GiopVersion.V1_0);
            connection.appended();
        }

        /** Closes without a word. */
        public void close() {
            if (open) {
                connection.close();
            }
        }

        /** Stops or resumes reading from the client. */
        public void reading(boolean on) {
            connection.reading(on);
        }

        /** Sends bytes of any kind. */
        public void send(byte[] bytes) {
            if (open) {
                connection.outbound().writeBytes(bytes);
                connection.appended();
            }
        }

        public void messageError() {
            MessageErrorCodec.encode(begin(), GiopVersion.V1_0);
            connection.appended();
        }

        private CdrWriter begin() {
            return writer.wrap(connection.outbound(), true, CodeSet.LATIN_1);
        }

        @Override
        public void received(ByteBuf bytes) {
            try {
                assembler.receive(bytes, this);
            } catch (TangoProtocolException.Remote e) {
                throw new AssertionError("the client broke the protocol", e);
            }
        }

        @Override
        public void writabilityChanged(boolean writable) {}

        @Override
        public void closed(@Nullable Throwable cause) {
            open = false;
            assembler.release();
        }

        @Override
        public void message(GiopHeader header, CdrReader in) {
            heard.add(header.type());
            switch (header.type()) {
                case REQUEST -> {
                    view.read(in, header.version());
                    Request request = new Request(this, header.version(), view, in);
                    requests.add(request);
                    script.accept(request);
                    request.arguments = null;
                }
                case CANCEL_REQUEST ->
                    cancelled.add(CancelRequestCodec.decode(in).requestId());
                case CLOSE_CONNECTION -> connection.close();
                default -> {}
            }
        }
    }

    /** One request, to be answered at once, later, or never. */
    public static final class Request {
        private final Conversation conversation;
        private final GiopVersion version;
        private final int id;
        private final String operation;
        private final String objectKey;
        private final boolean codeSetAnnounced;
        private @Nullable CdrReader arguments;

        private Request(Conversation conversation, GiopVersion version, RequestView view, CdrReader arguments) {
            this.conversation = conversation;
            this.version = version;
            this.id = view.requestId();
            this.operation = view.operation();
            this.objectKey = view.objectKey();
            this.codeSetAnnounced = view.codeSetAnnounced();
            this.arguments = arguments;
        }

        public int id() {
            return id;
        }

        public String operation() {
            return operation;
        }

        public String objectKey() {
            return objectKey;
        }

        public GiopVersion version() {
            return version;
        }

        public boolean codeSetAnnounced() {
            return codeSetAnnounced;
        }

        public Conversation conversation() {
            return conversation;
        }

        /** The arguments; only while the script has not returned. */
        public CdrReader arguments() {
            if (arguments == null) {
                throw new IllegalStateException("the arguments are gone");
            }
            return arguments;
        }

        /** Answers with a result. */
        public void reply(Consumer<CdrWriter> result) {
            answer(ReplyStatus.NO_EXCEPTION, result);
        }

        /** Answers without a result. */
        public void replyNothing() {
            if (conversation.open) {
                ReplyCodec.begin(conversation.begin(), version, id, ReplyStatus.NO_EXCEPTION);
                conversation.connection.appended();
            }
        }

        public void raise(SystemException exception) {
            answer(ReplyStatus.SYSTEM_EXCEPTION, out -> SystemException.CODEC.encode(exception, out));
        }

        public void fail(DevFailedException failed) {
            answer(ReplyStatus.USER_EXCEPTION, out -> UserException.encode(failed, out));
        }

        public void forward(Ior reference) {
            answer(ReplyStatus.LOCATION_FORWARD, out -> Ior.CODEC.encode(reference, out));
        }

        public void forwardForGood(Ior reference) {
            answer(ReplyStatus.LOCATION_FORWARD_PERM, out -> Ior.CODEC.encode(reference, out));
        }

        /** Answers with any status and body. */
        public void answer(ReplyStatus status, Consumer<CdrWriter> body) {
            if (conversation.open) {
                CdrWriter out = conversation.begin();
                ReplyCodec.begin(out, version, id, status);
                GiopFraming.beginBody(out, version);
                body.accept(out);
                GiopFraming.end(out);
                conversation.connection.appended();
            }
        }

        @Override
        public String toString() {
            return operation + " " + objectKey + " #" + id;
        }
    }
}
