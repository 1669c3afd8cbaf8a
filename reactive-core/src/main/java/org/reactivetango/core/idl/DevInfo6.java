package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * A device and its server: the structure {@code DevInfo_6}.
 *
 * @param serverId executable and instance
 * @param serverVersion the highest IDL version the server knows, not the device's
 */
public record DevInfo6(
        String devClass,
        String serverId,
        String serverHost,
        int serverVersion,
        String docUrl,
        String devType,
        List<DevInfoVersion> versionInfo) {
    /** The layout of the structure. */
    public static final CdrCodec<DevInfo6> CODEC = CdrCodec.of(33, DevInfo6::decode, DevInfo6::encode);

    static DevInfo6 decode(CdrReader in) {
        return new DevInfo6(
                in.readString(),
                in.readString(),
                in.readString(),
                in.readLong(),
                in.readString(),
                in.readString(),
                in.readSequence(DevInfoVersion.CODEC));
    }

    void encode(CdrWriter out) {
        out.writeString(devClass);
        out.writeString(serverId);
        out.writeString(serverHost);
        out.writeLong(serverVersion);
        out.writeString(docUrl);
        out.writeString(devType);
        out.writeSequence(versionInfo, DevInfoVersion.CODEC);
    }
}
