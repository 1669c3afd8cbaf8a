package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.Quality;

/**
 * A reading of an attribute, or values to write to one: the structure {@code AttributeValue_4}. Of written values only the
 * value, the name and {@code wDim} mean something; the rest is whatever the peer had in memory.
 *
 * @param value read values, then set values
 * @param rDim size of the read part
 * @param wDim size of the set part, or of what is to be written
 * @param errList the error stack if reading failed, else empty
 */
public record AttributeValue4(
        AttrValUnion value,
        Quality quality,
        DataFormat dataFormat,
        TimeVal time,
        String name,
        AttributeDim rDim,
        AttributeDim wDim,
        List<DevError> errList) {
    /** The layout of the structure. */
    public static final CdrCodec<AttributeValue4> CODEC =
            CdrCodec.of(50, AttributeValue4::decode, AttributeValue4::encode);

    /** As {@link #CODEC}, but a sequence of exactly one element is decoded to that element, boxed. */
    public static final CdrCodec<AttributeValue4> BOXING =
            CdrCodec.of(50, AttributeValue4::decodeBoxing, AttributeValue4::encode);

    static AttributeValue4 decode(CdrReader in) {
        return decodeAfterValue(AttrValUnion.decode(in), in);
    }

    static AttributeValue4 decodeBoxing(CdrReader in) {
        return decodeAfterValue(AttrValUnion.decodeBoxing(in), in);
    }

    private static AttributeValue4 decodeAfterValue(AttrValUnion value, CdrReader in) {
        return new AttributeValue4(
                value,
                in.readEnum(WireEnums.QUALITIES),
                in.readEnum(WireEnums.FORMATS),
                TimeVal.decode(in),
                in.readString(),
                AttributeDim.decode(in),
                AttributeDim.decode(in),
                in.readSequence(DevErrorCodec.CODEC));
    }

    void encode(CdrWriter out) {
        value.encode(out);
        out.writeEnum(quality);
        out.writeEnum(dataFormat);
        time.encode(out);
        out.writeString(name);
        rDim.encode(out);
        wDim.encode(out);
        out.writeSequence(errList, DevErrorCodec.CODEC);
    }

    /** Values to write. */
    public static AttributeValue4 toWrite(String name, AttrValUnion value, AttributeDim dim) {
        return new AttributeValue4(
                value, Quality.VALID, DataFormat.UNKNOWN, TimeVal.ZERO, name, AttributeDim.NONE, dim, List.of());
    }
}
