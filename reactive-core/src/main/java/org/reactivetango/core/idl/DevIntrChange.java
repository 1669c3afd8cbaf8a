package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * Payload of an interface-change event: the structure {@code DevIntrChange}.
 *
 * @param devStarted whether the device has just been started, in which case clients may find nothing changed
 */
public record DevIntrChange(boolean devStarted, List<DevCmdInfo2> cmds, List<AttributeConfig5> atts) {
    /** The layout of the structure. */
    public static final CdrCodec<DevIntrChange> CODEC = CdrCodec.of(9, DevIntrChange::decode, DevIntrChange::encode);

    static DevIntrChange decode(CdrReader in) {
        return new DevIntrChange(
                in.readBoolean(), in.readSequence(DevCmdInfo2.CODEC), in.readSequence(AttributeConfig5.CODEC));
    }

    void encode(CdrWriter out) {
        out.writeBoolean(devStarted);
        out.writeSequence(cmds, DevCmdInfo2.CODEC);
        out.writeSequence(atts, AttributeConfig5.CODEC);
    }
}
