package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.model.DevEncoded;

/** The structure {@code DevEncoded}. */
public final class DevEncodedCodec {
    /** Octets with the name of their format. */
    public static final CdrCodec<DevEncoded> CODEC = CdrCodec.of(9, DevEncodedCodec::decode, DevEncodedCodec::encode);

    private DevEncodedCodec() {}

    static DevEncoded decode(CdrReader in) {
        return new DevEncoded(in.readString(), in.readOctets());
    }

    static void encode(DevEncoded value, CdrWriter out) {
        out.writeString(value.format());
        out.writeOctets(value.data());
    }
}
