package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * A device and its server: the structure {@code DevInfo_3}.
 *
 * @param serverId executable and instance
 * @param serverVersion the highest IDL version the server knows, not the device's
 */
public record DevInfo3(
        String devClass, String serverId, String serverHost, int serverVersion, String docUrl, String devType) {
    /** The layout of the structure. */
    public static final CdrCodec<DevInfo3> CODEC = CdrCodec.of(29, DevInfo3::decode, DevInfo3::encode);

    static DevInfo3 decode(CdrReader in) {
        return new DevInfo3(
                in.readString(), in.readString(), in.readString(), in.readLong(), in.readString(), in.readString());
    }

    void encode(CdrWriter out) {
        out.writeString(devClass);
        out.writeString(serverId);
        out.writeString(serverHost);
        out.writeLong(serverVersion);
        out.writeString(docUrl);
        out.writeString(devType);
    }
}
