package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * A device and its server: the structure {@code DevInfo}.
 *
 * @param serverId executable and instance
 * @param serverVersion the highest IDL version the server knows, not the device's
 */
public record DevInfo(String devClass, String serverId, String serverHost, int serverVersion, String docUrl) {
    /** The layout of the structure. */
    public static final CdrCodec<DevInfo> CODEC = CdrCodec.of(24, DevInfo::decode, DevInfo::encode);

    static DevInfo decode(CdrReader in) {
        return new DevInfo(in.readString(), in.readString(), in.readString(), in.readLong(), in.readString());
    }

    void encode(CdrWriter out) {
        out.writeString(devClass);
        out.writeString(serverId);
        out.writeString(serverHost);
        out.writeLong(serverVersion);
        out.writeString(docUrl);
    }
}
