package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.model.Quality;

/**
 * The values of an attribute: the structure {@code AttributeValue}, for readings up to IDL 2 and written values up to IDL 3.
 *
 * @param value an array type even for a scalar; set values follow the read values
 */
public record AttributeValue(Any value, Quality quality, TimeVal time, String name, int dimX, int dimY) {
    /** The layout of the structure. */
    public static final CdrCodec<AttributeValue> CODEC =
            CdrCodec.of(33, AttributeValue::decode, AttributeValue::encode);

    static AttributeValue decode(CdrReader in) {
        return new AttributeValue(
                Any.decode(in),
                in.readEnum(WireEnums.QUALITIES),
                TimeVal.decode(in),
                in.readString(),
                in.readLong(),
                in.readLong());
    }

    void encode(CdrWriter out) {
        value.encode(out);
        out.writeEnum(quality);
        time.encode(out);
        out.writeString(name);
        out.writeLong(dimX);
        out.writeLong(dimY);
    }
}
