package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * The arguments of {@code write_attributes_4} and {@code write_read_attributes_4}.
 */
public record WriteAttributes4(List<AttributeValue4> values, ClntIdent clIdent) {
    /** The layout of the arguments. */
    public static final CdrCodec<WriteAttributes4> CODEC =
            CdrCodec.of(12, WriteAttributes4::decode, WriteAttributes4::encode);

    static WriteAttributes4 decode(CdrReader in) {
        return new WriteAttributes4(in.readSequence(AttributeValue4.CODEC), ClntIdent.decode(in));
    }

    void encode(CdrWriter out) {
        out.writeSequence(values, AttributeValue4.CODEC);
        ClntIdent.encode(clIdent, out);
    }
}
