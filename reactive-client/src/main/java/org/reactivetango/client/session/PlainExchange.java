package org.reactivetango.client.session;

import java.nio.charset.StandardCharsets;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.idl.Operation;

/** A question that is the same for every device that understands it. */
public final class PlainExchange<A, R> implements Exchange<R> {
    private final Operation<A, R> operation;
    private final byte[] name;
    private final A arguments;

    public PlainExchange(Operation<A, R> operation, A arguments) {
        this.operation = operation;
        this.name = operation.name().getBytes(StandardCharsets.US_ASCII);
        this.arguments = arguments;
    }

    @Override
    public byte[] operation(PeerInterface peer) {
        return name;
    }

    @Override
    public boolean hasArguments() {
        return operation.hasArguments();
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public void encodeArguments(PeerInterface peer, CdrWriter out) {
        operation.encodeArguments(arguments, out);
    }

    @Override
    public R decodeResult(PeerInterface peer, CdrReader in) {
        return operation.decodeResult(in);
    }

    @Override
    public String description() {
        return operation.name();
    }
}
