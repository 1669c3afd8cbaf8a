package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;

/** The structure {@code DevError}. */
public final class DevErrorCodec {
    /** One error. */
    public static final CdrCodec<DevError> CODEC = CdrCodec.of(19, DevErrorCodec::decode, DevErrorCodec::encode);

    /** An error stack, {@code DevErrorList}: the members of {@code DevFailed}, and what an event carries in its place. */
    public static final CdrCodec<List<DevError>> LIST = PlainCodecs.sequence(CODEC);

    private DevErrorCodec() {}

    static DevError decode(CdrReader in) {
        return new DevError(in.readString(), in.readEnum(WireEnums.SEVERITIES), in.readString(), in.readString());
    }

    static void encode(DevError error, CdrWriter out) {
        out.writeString(error.reason());
        out.writeEnum(error.severity());
        out.writeString(error.description());
        out.writeString(error.origin());
    }
}
