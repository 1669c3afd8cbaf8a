package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * The headers of a W3C trace, both empty when telemetry is off: the structure {@code W3CTraceContextV0}.
 */
public record W3CTraceContextV0(String traceParent, String traceState) implements TraceContext {
    /** The layout of the structure. */
    public static final CdrCodec<W3CTraceContextV0> CODEC =
            CdrCodec.of(10, W3CTraceContextV0::decode, W3CTraceContextV0::encode);

    @Override
    public String state() {
        return traceState;
    }

    static W3CTraceContextV0 decode(CdrReader in) {
        return new W3CTraceContextV0(in.readString(), in.readString());
    }

    void encode(CdrWriter out) {
        out.writeString(traceParent);
        out.writeString(traceState);
    }
}
