package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * What a pipe carries: the structure {@code DevPipeBlob}.
 */
public record DevPipeBlob(String name, List<DevPipeDataElt> blobData) {
    /** The layout of the structure. */
    public static final CdrCodec<DevPipeBlob> CODEC = CdrCodec.of(9, DevPipeBlob::decode, DevPipeBlob::encode);

    static DevPipeBlob decode(CdrReader in) {
        return new DevPipeBlob(in.readString(), in.readSequence(DevPipeDataElt.CODEC));
    }

    void encode(CdrWriter out) {
        out.writeString(name);
        out.writeSequence(blobData, DevPipeDataElt.CODEC);
    }
}
