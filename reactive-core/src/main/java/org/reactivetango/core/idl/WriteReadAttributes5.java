package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * The arguments of {@code write_read_attributes_5}.
 *
 * @param values what to write
 * @param rNames what to read then; may be other attributes, or none
 */
public record WriteReadAttributes5(List<AttributeValue4> values, List<String> rNames, ClntIdent clIdent) {
    /** The layout of the arguments. */
    public static final CdrCodec<WriteReadAttributes5> CODEC =
            CdrCodec.of(16, WriteReadAttributes5::decode, WriteReadAttributes5::encode);

    static WriteReadAttributes5 decode(CdrReader in) {
        return new WriteReadAttributes5(
                in.readSequence(AttributeValue4.CODEC), in.readSequence(PlainCodecs.STRING), ClntIdent.decode(in));
    }

    void encode(CdrWriter out) {
        out.writeSequence(values, AttributeValue4.CODEC);
        out.writeSequence(rNames, PlainCodecs.STRING);
        ClntIdent.encode(clIdent, out);
    }
}
