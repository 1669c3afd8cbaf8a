package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * The size of a value: the structure {@code AttributeDim}.
 *
 * @param dimX elements, or elements in a row
 * @param dimY rows; 0 unless it is an image
 */
public record AttributeDim(int dimX, int dimY) {
    /** The layout of the structure. */
    public static final CdrCodec<AttributeDim> CODEC = CdrCodec.of(8, AttributeDim::decode, AttributeDim::encode);

    /** No value. */
    public static final AttributeDim NONE = new AttributeDim(0, 0);

    /** One scalar. */
    public static final AttributeDim SCALAR = new AttributeDim(1, 0);

    static AttributeDim decode(CdrReader in) {
        return new AttributeDim(in.readLong(), in.readLong());
    }

    void encode(CdrWriter out) {
        out.writeLong(dimX);
        out.writeLong(dimY);
    }
}
