package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;

/**
 * One record of an attribute history: the structure {@code DevAttrHistory}.
 */
public record DevAttrHistory(boolean attrFailed, AttributeValue value, List<DevError> errors) {
    /** The layout of the structure. */
    public static final CdrCodec<DevAttrHistory> CODEC =
            CdrCodec.of(38, DevAttrHistory::decode, DevAttrHistory::encode);

    static DevAttrHistory decode(CdrReader in) {
        return new DevAttrHistory(in.readBoolean(), AttributeValue.decode(in), in.readSequence(DevErrorCodec.CODEC));
    }

    void encode(CdrWriter out) {
        out.writeBoolean(attrFailed);
        value.encode(out);
        out.writeSequence(errors, DevErrorCodec.CODEC);
    }
}
