package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.model.DevVarLongStringArray;

/** The structure {@code DevVarLongStringArray}. */
public final class DevVarLongStringArrayCodec {
    /** Numbers and strings. */
    public static final CdrCodec<DevVarLongStringArray> CODEC =
            CdrCodec.of(8, DevVarLongStringArrayCodec::decode, DevVarLongStringArrayCodec::encode);

    private DevVarLongStringArrayCodec() {}

    static DevVarLongStringArray decode(CdrReader in) {
        return new DevVarLongStringArray(in.readLongs(), in.readStrings());
    }

    static void encode(DevVarLongStringArray value, CdrWriter out) {
        out.writeLongs(value.lvalue());
        out.writeStrings(value.svalue());
    }
}
