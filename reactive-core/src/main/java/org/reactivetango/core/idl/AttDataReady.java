package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * Payload of a data-ready event: the structure {@code AttDataReady}.
 *
 * @param dataType the code of the scalar type, see {@link org.reactivetango.core.model.TangoType#ofCode}
 * @param ctr whatever number the device gave
 */
public record AttDataReady(String name, int dataType, int ctr) {
    /** The layout of the structure. */
    public static final CdrCodec<AttDataReady> CODEC = CdrCodec.of(13, AttDataReady::decode, AttDataReady::encode);

    static AttDataReady decode(CdrReader in) {
        return new AttDataReady(in.readString(), in.readLong(), in.readLong());
    }

    void encode(CdrWriter out) {
        out.writeString(name);
        out.writeLong(dataType);
        out.writeLong(ctr);
    }
}
