package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.model.DevSource;

/**
 * The arguments of {@code read_attributes_4} and {@code read_attributes_5}.
 */
public record ReadAttributes5(List<String> names, DevSource source, ClntIdent clIdent) {
    /** The layout of the arguments. */
    public static final CdrCodec<ReadAttributes5> CODEC =
            CdrCodec.of(16, ReadAttributes5::decode, ReadAttributes5::encode);

    static ReadAttributes5 decode(CdrReader in) {
        return new ReadAttributes5(
                in.readSequence(PlainCodecs.STRING), in.readEnum(WireEnums.SOURCES), ClntIdent.decode(in));
    }

    void encode(CdrWriter out) {
        out.writeSequence(names, PlainCodecs.STRING);
        out.writeEnum(source);
        ClntIdent.encode(clIdent, out);
    }
}
