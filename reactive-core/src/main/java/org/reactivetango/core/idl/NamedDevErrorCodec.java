package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.NamedDevError;

/** The structure {@code NamedDevError}. */
public final class NamedDevErrorCodec {
    /** The errors of one attribute. */
    public static final CdrCodec<NamedDevError> CODEC =
            CdrCodec.of(13, NamedDevErrorCodec::decode, NamedDevErrorCodec::encode);

    /** The members of {@code MultiDevFailed}. */
    public static final CdrCodec<List<NamedDevError>> LIST = PlainCodecs.sequence(CODEC);

    private NamedDevErrorCodec() {}

    static NamedDevError decode(CdrReader in) {
        return new NamedDevError(in.readString(), in.readLong(), in.readSequence(DevErrorCodec.CODEC));
    }

    static void encode(NamedDevError failure, CdrWriter out) {
        out.writeString(failure.name());
        out.writeLong(failure.indexInCall());
        out.writeSequence(failure.errors(), DevErrorCodec.CODEC);
    }
}
