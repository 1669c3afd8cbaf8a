package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/** To which trace a call belongs: the union {@code TraceContext}, which has one branch. */
public sealed interface TraceContext permits W3CTraceContextV0 {
    /** The union, with the discriminator {@code TraceContextFormat} in front. */
    CdrCodec<TraceContext> CODEC = CdrCodec.of(14, TraceContext::decode, TraceContext::encode);

    /** What the parties to the trace tell each other; empty if nothing. */
    String state();

    /** No trace. */
    TraceContext NONE = new W3CTraceContextV0("", "");

    /** Reads the union. */
    static TraceContext decode(CdrReader in) {
        in.readEnum(1);
        return W3CTraceContextV0.decode(in);
    }

    /** Writes the union. */
    static void encode(TraceContext context, CdrWriter out) {
        out.writeLong(0);
        ((W3CTraceContextV0) context).encode(out);
    }
}
