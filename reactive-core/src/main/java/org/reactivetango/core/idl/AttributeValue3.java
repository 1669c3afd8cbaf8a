package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.model.Quality;

/**
 * A reading of an attribute: the structure {@code AttributeValue_3}.
 *
 * @param value an array type even for a scalar; set values follow the read values
 * @param rDim size of the read part
 * @param wDim size of the set part
 * @param errList the error stack if reading failed, else empty
 */
public record AttributeValue3(
        Any value,
        Quality quality,
        TimeVal time,
        String name,
        AttributeDim rDim,
        AttributeDim wDim,
        List<DevError> errList) {
    /** The layout of the structure. */
    public static final CdrCodec<AttributeValue3> CODEC =
            CdrCodec.of(45, AttributeValue3::decode, AttributeValue3::encode);

    static AttributeValue3 decode(CdrReader in) {
        return new AttributeValue3(
                Any.decode(in),
                in.readEnum(WireEnums.QUALITIES),
                TimeVal.decode(in),
                in.readString(),
                AttributeDim.decode(in),
                AttributeDim.decode(in),
                in.readSequence(DevErrorCodec.CODEC));
    }

    void encode(CdrWriter out) {
        value.encode(out);
        out.writeEnum(quality);
        time.encode(out);
        out.writeString(name);
        rDim.encode(out);
        wDim.encode(out);
        out.writeSequence(errList, DevErrorCodec.CODEC);
    }
}
