package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * One record of an attribute history: the structure {@code DevAttrHistory_3}.
 */
public record DevAttrHistory3(boolean attrFailed, AttributeValue3 value) {
    /** The layout of the structure. */
    public static final CdrCodec<DevAttrHistory3> CODEC =
            CdrCodec.of(46, DevAttrHistory3::decode, DevAttrHistory3::encode);

    static DevAttrHistory3 decode(CdrReader in) {
        return new DevAttrHistory3(in.readBoolean(), AttributeValue3.decode(in));
    }

    void encode(CdrWriter out) {
        out.writeBoolean(attrFailed);
        value.encode(out);
    }
}
