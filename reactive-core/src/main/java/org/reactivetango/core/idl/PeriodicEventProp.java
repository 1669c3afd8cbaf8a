package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * When periodic events are sent: the structure {@code PeriodicEventProp}.
 *
 * @param period milliseconds, as text
 */
public record PeriodicEventProp(String period, List<String> extensions) {
    /** The layout of the structure. */
    public static final CdrCodec<PeriodicEventProp> CODEC =
            CdrCodec.of(9, PeriodicEventProp::decode, PeriodicEventProp::encode);

    static PeriodicEventProp decode(CdrReader in) {
        return new PeriodicEventProp(in.readString(), in.readSequence(PlainCodecs.STRING));
    }

    void encode(CdrWriter out) {
        out.writeString(period);
        out.writeSequence(extensions, PlainCodecs.STRING);
    }
}
