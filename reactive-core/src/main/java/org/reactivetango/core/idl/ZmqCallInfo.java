package org.reactivetango.core.idl;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * What stands before the payload of an event: the structure {@code ZmqCallInfo}. The array is not copied.
 *
 * @param ctr the event counter, unsigned
 * @param oid nothing in practice
 * @param callIsExcept whether the payload is an error stack
 */
public record ZmqCallInfo(int version, long ctr, String methodName, byte[] oid, boolean callIsExcept) {
    /** The layout of the structure. */
    public static final CdrCodec<ZmqCallInfo> CODEC = CdrCodec.of(18, ZmqCallInfo::decode, ZmqCallInfo::encode);

    static ZmqCallInfo decode(CdrReader in) {
        return new ZmqCallInfo(in.readLong(), in.readULong(), in.readString(), in.readOctets(), in.readBoolean());
    }

    void encode(CdrWriter out) {
        out.writeLong(version);
        out.writeULong(ctr);
        out.writeString(methodName);
        out.writeOctets(oid);
        out.writeBoolean(callIsExcept);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ZmqCallInfo that
                && version == that.version
                && ctr == that.ctr
                && methodName.equals(that.methodName)
                && Arrays.equals(oid, that.oid)
                && callIsExcept == that.callIsExcept;
    }

    @Override
    public int hashCode() {
        return 31 * methodName.hashCode() + Long.hashCode(ctr);
    }
}
