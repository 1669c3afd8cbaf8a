package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * A run of history records: the structure {@code EltInArray}. It covers the records {@code start}, {@code start - 1}, ...
 * {@code start - nbElt + 1}, counted from the oldest.
 *
 * @param start the newest record of the run
 * @param nbElt how many
 */
public record EltInArray(int start, int nbElt) {
    /** The layout of the structure. */
    public static final CdrCodec<EltInArray> CODEC = CdrCodec.of(8, EltInArray::decode, EltInArray::encode);

    static EltInArray decode(CdrReader in) {
        return new EltInArray(in.readLong(), in.readLong());
    }

    void encode(CdrWriter out) {
        out.writeLong(start);
        out.writeLong(nbElt);
    }
}
