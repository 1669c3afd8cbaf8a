package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * A reading of a pipe, or what is written to one: the structure {@code DevPipeData}.
 */
public record DevPipeData(String name, TimeVal time, DevPipeBlob dataBlob) {
    /** The layout of the structure. */
    public static final CdrCodec<DevPipeData> CODEC = CdrCodec.of(26, DevPipeData::decode, DevPipeData::encode);

    static DevPipeData decode(CdrReader in) {
        return new DevPipeData(in.readString(), TimeVal.decode(in), DevPipeBlob.decode(in));
    }

    void encode(CdrWriter out) {
        out.writeString(name);
        time.encode(out);
        dataBlob.encode(out);
    }
}
