package org.reactivetango.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.giop.GiopAssembler;
import org.reactivetango.core.giop.GiopFraming;
import org.reactivetango.core.giop.GiopHeader;
import org.reactivetango.core.giop.GiopMessageType;
import org.reactivetango.core.giop.GiopSink;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.giop.ReplyStatus;
import org.reactivetango.core.giop.ReplyView;
import org.reactivetango.core.giop.RequestCodec;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.TangoType;

/**
 * A client that sends all its requests on one connection without waiting for any reply, as fast as TCP takes them: a
 * command with the numbers from 0 on, which is to answer each with its negative. It checks that every one is answered
 * once, and with its own number.
 */
final class PipelinedFlood implements GiopSink {
    private static final int CHUNK_BYTES = 64 << 10;
    private static final int MOST_PROBLEMS = 10;

    private final Socket socket;
    private final byte[] device;
    private final String command;
    private final int requests;
    private final BitSet answered = new BitSet();
    private final List<String> problems = new ArrayList<>();
    private final ReplyView reply = new ReplyView();
    private int last = -1;
    private int overtaken;

    PipelinedFlood(Socket socket, String device, String command, int requests) {
        this.socket = socket;
        this.device = device.getBytes(StandardCharsets.ISO_8859_1);
        this.command = command;
        this.requests = requests;
    }

    /** Returns when all have been answered, or when the server has closed. */
    void run() throws IOException {
        CompletableFuture<Void> sent = CompletableFuture.runAsync(this::send);
        GiopAssembler assembler = new GiopAssembler(Limits.DEFAULT, UnpooledByteBufAllocator.DEFAULT);
        InputStream in = socket.getInputStream();
        byte[] chunk = new byte[CHUNK_BYTES];
        int bytes = 0;
        while (bytes >= 0 && answered() < requests && problems.isEmpty()) {
            bytes = in.read(chunk);
            if (bytes > 0) {
                assembler.receive(Unpooled.wrappedBuffer(Arrays.copyOf(chunk, bytes)), this);
            }
        }
        assembler.release();
        sent.join();
    }

    private void send() {
        ByteBuf out = Unpooled.buffer(2 * CHUNK_BYTES);
        CdrWriter writer = new CdrWriter();
        byte[] operation = "command_inout".getBytes(StandardCharsets.ISO_8859_1);
        try {
            OutputStream to = socket.getOutputStream();
            for (int number = 0; number < requests; number++) {
                writer.wrap(out, true, CodeSet.LATIN_1);
                RequestCodec.begin(writer, GiopVersion.V1_2, number, true, device, operation, null);
                GiopFraming.beginBody(writer, GiopVersion.V1_2);
                writer.writeString(command);
                Any.encode(TangoType.DEV_LONG, number, writer);
                GiopFraming.end(writer);
                if (out.readableBytes() >= CHUNK_BYTES || number == requests - 1) {
                    out.readBytes(to, out.readableBytes());
                    out.clear();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void message(GiopHeader header, CdrReader in) {
        if (header.type() != GiopMessageType.REPLY) {
            problem("the server said " + header);
            return;
        }
        reply.read(in, header.version());
        int id = reply.requestId();
        if (reply.status() != ReplyStatus.NO_EXCEPTION) {
            problem("request " + id + " was answered with " + reply.status());
        } else if (id < 0 || id >= requests || answered.get(id)) {
            problem("request " + id + " was answered twice, or never sent");
        } else {
            Object value = Any.CODEC.decode(in).value();
            if (!Integer.valueOf(-id).equals(value)) {
                problem("request " + id + " was answered with " + value);
            }
        }
        answered.set(id);
        overtaken += id < last ? 1 : 0;
        last = id;
    }

    private void problem(String what) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(what);
        }
    }

    List<String> problems() {
        return problems;
    }

    int answered() {
        return answered.cardinality();
    }

    /** How many replies came after that of a later request. */
    int overtaken() {
        return overtaken;
    }
}
