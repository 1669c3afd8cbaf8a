package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.model.DisplayLevel;

/**
 * A command: the structure {@code DevCmdInfo_2}, from IDL 2 to 6.
 *
 * @param cmdTag a number that means nothing, 0
 * @param inType the code of the argument type, see {@link org.reactivetango.core.model.TangoType#ofCode}
 * @param outType the code of the result type
 */
public record DevCmdInfo2(
        String cmdName,
        DisplayLevel level,
        int cmdTag,
        int inType,
        int outType,
        String inTypeDesc,
        String outTypeDesc) {
    /** The layout of the structure. */
    public static final CdrCodec<DevCmdInfo2> CODEC = CdrCodec.of(31, DevCmdInfo2::decode, DevCmdInfo2::encode);

    static DevCmdInfo2 decode(CdrReader in) {
        return new DevCmdInfo2(
                in.readString(),
                in.readEnum(WireEnums.LEVELS),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readString(),
                in.readString());
    }

    void encode(CdrWriter out) {
        out.writeString(cmdName);
        out.writeEnum(level);
        out.writeLong(cmdTag);
        out.writeLong(inType);
        out.writeLong(outType);
        out.writeString(inTypeDesc);
        out.writeString(outTypeDesc);
    }
}
