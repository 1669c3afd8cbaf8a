package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * When archive events are sent, numbers as text: the structure {@code ArchiveEventProp}.
 */
public record ArchiveEventProp(String relChange, String absChange, String period, List<String> extensions) {
    /** The layout of the structure. */
    public static final CdrCodec<ArchiveEventProp> CODEC =
            CdrCodec.of(19, ArchiveEventProp::decode, ArchiveEventProp::encode);

    static ArchiveEventProp decode(CdrReader in) {
        return new ArchiveEventProp(
                in.readString(), in.readString(), in.readString(), in.readSequence(PlainCodecs.STRING));
    }

    void encode(CdrWriter out) {
        out.writeString(relChange);
        out.writeString(absChange);
        out.writeString(period);
        out.writeSequence(extensions, PlainCodecs.STRING);
    }
}
