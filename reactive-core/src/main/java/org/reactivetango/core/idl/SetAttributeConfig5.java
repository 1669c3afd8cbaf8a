package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * The arguments of {@code set_attribute_config_5}.
 */
public record SetAttributeConfig5(List<AttributeConfig5> newConf, ClntIdent clIdent) {
    /** The layout of the arguments. */
    public static final CdrCodec<SetAttributeConfig5> CODEC =
            CdrCodec.of(12, SetAttributeConfig5::decode, SetAttributeConfig5::encode);

    static SetAttributeConfig5 decode(CdrReader in) {
        return new SetAttributeConfig5(in.readSequence(AttributeConfig5.CODEC), ClntIdent.decode(in));
    }

    void encode(CdrWriter out) {
        out.writeSequence(newConf, AttributeConfig5.CODEC);
        ClntIdent.encode(clIdent, out);
    }
}
