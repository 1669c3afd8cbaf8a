package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * When change events are sent, numbers as text: the structure {@code ChangeEventProp}.
 */
public record ChangeEventProp(String relChange, String absChange, List<String> extensions) {
    /** The layout of the structure. */
    public static final CdrCodec<ChangeEventProp> CODEC =
            CdrCodec.of(14, ChangeEventProp::decode, ChangeEventProp::encode);

    static ChangeEventProp decode(CdrReader in) {
        return new ChangeEventProp(in.readString(), in.readString(), in.readSequence(PlainCodecs.STRING));
    }

    void encode(CdrWriter out) {
        out.writeString(relChange);
        out.writeString(absChange);
        out.writeSequence(extensions, PlainCodecs.STRING);
    }
}
