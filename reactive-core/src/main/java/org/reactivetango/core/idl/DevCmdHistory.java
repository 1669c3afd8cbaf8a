package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;

/**
 * One record of a command history: the structure {@code DevCmdHistory}.
 */
public record DevCmdHistory(TimeVal time, boolean cmdFailed, Any value, List<DevError> errors) {
    /** The layout of the structure. */
    public static final CdrCodec<DevCmdHistory> CODEC = CdrCodec.of(21, DevCmdHistory::decode, DevCmdHistory::encode);

    static DevCmdHistory decode(CdrReader in) {
        return new DevCmdHistory(
                TimeVal.decode(in), in.readBoolean(), Any.decode(in), in.readSequence(DevErrorCodec.CODEC));
    }

    void encode(CdrWriter out) {
        time.encode(out);
        out.writeBoolean(cmdFailed);
        value.encode(out);
        out.writeSequence(errors, DevErrorCodec.CODEC);
    }
}
