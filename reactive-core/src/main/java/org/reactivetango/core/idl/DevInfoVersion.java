package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * The version of something a server is made of: the structure {@code DevInfoVersion}.
 */
public record DevInfoVersion(String key, String value) {
    /** The layout of the structure. */
    public static final CdrCodec<DevInfoVersion> CODEC =
            CdrCodec.of(10, DevInfoVersion::decode, DevInfoVersion::encode);

    static DevInfoVersion decode(CdrReader in) {
        return new DevInfoVersion(in.readString(), in.readString());
    }

    void encode(CdrWriter out) {
        out.writeString(key);
        out.writeString(value);
    }
}
