package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.model.DevVarDoubleStringArray;

/** The structure {@code DevVarDoubleStringArray}. */
public final class DevVarDoubleStringArrayCodec {
    /** Numbers and strings. */
    public static final CdrCodec<DevVarDoubleStringArray> CODEC =
            CdrCodec.of(8, DevVarDoubleStringArrayCodec::decode, DevVarDoubleStringArrayCodec::encode);

    private DevVarDoubleStringArrayCodec() {}

    static DevVarDoubleStringArray decode(CdrReader in) {
        return new DevVarDoubleStringArray(in.readDoubles(), in.readStrings());
    }

    static void encode(DevVarDoubleStringArray value, CdrWriter out) {
        out.writeDoubles(value.dvalue());
        out.writeStrings(value.svalue());
    }
}
