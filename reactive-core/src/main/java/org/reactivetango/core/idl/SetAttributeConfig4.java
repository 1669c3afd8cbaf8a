package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * The arguments of {@code set_attribute_config_4}.
 */
public record SetAttributeConfig4(List<AttributeConfig3> newConf, ClntIdent clIdent) {
    /** The layout of the arguments. */
    public static final CdrCodec<SetAttributeConfig4> CODEC =
            CdrCodec.of(12, SetAttributeConfig4::decode, SetAttributeConfig4::encode);

    static SetAttributeConfig4 decode(CdrReader in) {
        return new SetAttributeConfig4(in.readSequence(AttributeConfig3.CODEC), ClntIdent.decode(in));
    }

    void encode(CdrWriter out) {
        out.writeSequence(newConf, AttributeConfig3.CODEC);
        ClntIdent.encode(clIdent, out);
    }
}
