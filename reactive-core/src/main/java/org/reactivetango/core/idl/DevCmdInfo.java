package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * A command: the structure {@code DevCmdInfo}.
 *
 * @param cmdTag a number that means nothing, 0
 * @param inType the code of the argument type, see {@link org.reactivetango.core.model.TangoType#ofCode}
 * @param outType the code of the result type
 */
public record DevCmdInfo(String cmdName, int cmdTag, int inType, int outType, String inTypeDesc, String outTypeDesc) {
    /** The layout of the structure. */
    public static final CdrCodec<DevCmdInfo> CODEC = CdrCodec.of(27, DevCmdInfo::decode, DevCmdInfo::encode);

    static DevCmdInfo decode(CdrReader in) {
        return new DevCmdInfo(
                in.readString(), in.readLong(), in.readLong(), in.readLong(), in.readString(), in.readString());
    }

    void encode(CdrWriter out) {
        out.writeString(cmdName);
        out.writeLong(cmdTag);
        out.writeLong(inType);
        out.writeLong(outType);
        out.writeString(inTypeDesc);
        out.writeString(outTypeDesc);
    }
}
