package org.reactivetango.testkit.rpc;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.giop.CancelRequest;
import org.reactivetango.core.giop.CancelRequestCodec;
import org.reactivetango.core.giop.GiopAssembler;
import org.reactivetango.core.giop.GiopFraming;
import org.reactivetango.core.giop.GiopHeader;
import org.reactivetango.core.giop.GiopMessageType;
import org.reactivetango.core.giop.GiopSink;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.giop.ReplyStatus;
import org.reactivetango.core.giop.ReplyView;
import org.reactivetango.core.giop.RequestCodec;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.transport.ByteConnection;
import org.reactivetango.core.transport.ByteListener;
import org.reactivetango.core.transport.Transport;

/**
 * A client that sends what a test says, well-formed or not, and remembers what it heard. Never closes by itself. Confined
 * to the loop of its transport; with a virtual loop, to the test's thread.
 */
public final class ScriptedClient implements ByteListener, GiopSink {
    private final GiopVersion version;
    private final ReplyView view = new ReplyView();
    private final CdrWriter writer = new CdrWriter();
    private final List<GiopMessageType> heard = new ArrayList<>();
    private final Map<Integer, ReplyStatus> replies = new LinkedHashMap<>();
    private @Nullable ByteConnection connection;
    private @Nullable GiopAssembler assembler;
    private int nextId = 1;
    private boolean open;

    private ScriptedClient(GiopVersion version) {
        this.version = version;
    }

    /** Connects at once. */
    public static ScriptedClient connect(Transport transport, String host, int port, GiopVersion version) {
        ScriptedClient client = new ScriptedClient(version);
        transport.connect(host, port, Duration.ofSeconds(3), client::opened).block();
        return client;
    }

    private ScriptedClient opened(ByteConnection opening) {
        connection = opening;
        assembler = new GiopAssembler(Limits.DEFAULT, opening.allocator());
        open = true;
        return this;
    }

    private ByteConnection connection() {
        if (connection == null) {
            throw new IllegalStateException("not connected");
        }
        return connection;
    }

    /** Sends a request and answers its id. */
    public int request(String objectKey, String operation, Consumer<CdrWriter> arguments) {
        return request(objectKey, operation, true, arguments);
    }

    /** Sends a request that wants no reply. */
    public void oneWay(String objectKey, String operation, Consumer<CdrWriter> arguments) {
        request(objectKey, operation, false, arguments);
    }

    private int request(String objectKey, String operation, boolean twoWay, Consumer<CdrWriter> arguments) {
        int id = nextId++;
        CdrWriter out = writer.wrap(connection().outbound(), true, CodeSet.LATIN_1);
        RequestCodec.begin(
                out,
                version,
                id,
                twoWay,
                objectKey.getBytes(StandardCharsets.ISO_8859_1),
                operation.getBytes(StandardCharsets.ISO_8859_1),
                null);
        GiopFraming.beginBody(out, version);
        arguments.accept(out);
        GiopFraming.end(out);
        connection().appended();
        return id;
    }

    public void cancel(int requestId) {
        CancelRequestCodec.encode(
                new CancelRequest(requestId),
                writer.wrap(connection().outbound(), true, CodeSet.LATIN_1),
                GiopVersion.V1_0);
        connection().appended();
    }

    public void send(byte[] bytes) {
        connection().outbound().writeBytes(bytes);
        connection().appended();
    }

    public void close() {
        if (open) {
            connection().close();
        }
    }

    public void reading(boolean on) {
        connection().reading(on);
    }

    public boolean isOpen() {
        return open;
    }

    /** The types of all messages, in order. */
    public List<GiopMessageType> heard() {
        return heard;
    }

    /** The replies by request id, in order. */
    public Map<Integer, ReplyStatus> replies() {
        return replies;
    }

    @Override
    public void received(ByteBuf bytes) {
        if (assembler == null) {
            throw new IllegalStateException("not connected");
        }
        assembler.receive(bytes, this);
    }

    @Override
    public void writabilityChanged(boolean writable) {}

    @Override
    public void closed(@Nullable Throwable cause) {
        open = false;
        if (assembler != null) {
            assembler.release();
        }
    }

    @Override
    public void message(GiopHeader header, CdrReader in) {
        heard.add(header.type());
        if (header.type() == GiopMessageType.REPLY) {
            view.read(in, header.version());
            replies.put(view.requestId(), view.status());
        }
    }
}
