package org.reactivetango.server.dispatch;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.idl.Operation;
import org.reactivetango.core.lane.LoopActivity;
import org.reactivetango.core.limits.Limits;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** A request to a device without a connection: its arguments and its result are the octets of the wire all the same. */
public final class MemoryCall<R> implements IncomingCall {
    /** The name of the operation, then the arguments. */
    private static final int NAME_BYTES = 64;

    private final Device device;
    private final Operation<?, R> operation;
    private final ByteBuf reply = Unpooled.buffer();
    private boolean ended;
    private @Nullable Throwable failure;

    private MemoryCall(Device device, Operation<?, R> operation) {
        this.device = device;
        this.operation = operation;
    }

    /** Sends a request; on the loop. */
    public static <A, R> MemoryCall<R> send(Device device, Operation<A, R> operation, A arguments) {
        MemoryCall<R> call = new MemoryCall<>(device, operation);
        ByteBuf request = Unpooled.buffer();
        byte[] name = operation.name().getBytes(StandardCharsets.ISO_8859_1);
        request.writeBytes(name).writeZero(NAME_BYTES - name.length);
        operation.encodeArguments(arguments, CdrWriter.over(request, true));
        CdrReader in = new CdrReader(Limits.DEFAULT.maxNesting())
                .wrap(request, NAME_BYTES, NAME_BYTES, request.writerIndex(), true, CodeSet.LATIN_1);
        Dispatcher.start(call, 0, name.length, in);
        return call;
    }

    /** Whether it has been answered. */
    public boolean hasEnded() {
        return ended;
    }

    /**
     * What it was answered.
     *
     * @throws DevFailedException if that was an error
     */
    public R result() {
        if (failure instanceof DevFailedException failed) {
            throw failed;
        }
        if (!ended || failure != null) {
            throw new AssertionError(operation + " of " + device.name() + " has no result", failure);
        }
        return operation.decodeResult(CdrReader.over(reply, true, Limits.DEFAULT.maxNesting()));
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public boolean abandoned() {
        return false;
    }

    @Override
    public void runsAs(RequestOperation running) {}

    @Override
    public void caller(ContextView context) {}

    @Override
    public ContextView caller() {
        return Context.empty();
    }

    @Override
    public LoopActivity.Holder reading(Attribute attribute) {
        return attribute::name;
    }

    @Override
    public ClientIdentities identities() {
        return new ClientIdentities(client());
    }

    @Override
    public String client() {
        return "test";
    }

    private void end(@Nullable Throwable error) {
        if (!ended) {
            ended = true;
            failure = error;
        }
    }

    @Override
    public <T> void reply(CdrCodec<T> codec, T result) {
        codec.encode(result, beginReply());
        end(null);
    }

    @Override
    public void replyNothing() {
        end(null);
    }

    @Override
    public CdrWriter beginReply() {
        reply.clear();
        return CdrWriter.over(reply, true);
    }

    @Override
    public void endReply() {
        end(null);
    }

    @Override
    public void raise(SystemException exception) {
        end(new AssertionError(exception));
    }

    @Override
    public void malformed(TangoProtocolException.Remote arguments) {
        end(arguments);
    }

    @Override
    public void fail(Throwable error) {
        end(error);
    }

    @Override
    public void drop() {
        end(new AssertionError("dropped"));
    }
}
