package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.model.DevSource;

/**
 * The arguments of {@code read_attributes_2} and {@code read_attributes_3}.
 */
public record ReadAttributes3(List<String> names, DevSource source) {
    /** The layout of the arguments. */
    public static final CdrCodec<ReadAttributes3> CODEC =
            CdrCodec.of(8, ReadAttributes3::decode, ReadAttributes3::encode);

    static ReadAttributes3 decode(CdrReader in) {
        return new ReadAttributes3(in.readSequence(PlainCodecs.STRING), in.readEnum(WireEnums.SOURCES));
    }

    void encode(CdrWriter out) {
        out.writeSequence(names, PlainCodecs.STRING);
        out.writeEnum(source);
    }
}
