package org.reactivetango.core.giop;

import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/** The layout of {@link CancelRequest}, the same in every version. */
public final class CancelRequestCodec {
    private CancelRequestCodec() {}

    public static CancelRequest decode(CdrReader in) {
        return new CancelRequest(in.readLong());
    }

    /** Writes a whole message. */
    public static void encode(CancelRequest message, CdrWriter out, GiopVersion version) {
        GiopFraming.begin(out, version, GiopMessageType.CANCEL_REQUEST);
        out.writeLong(message.requestId());
        GiopFraming.end(out);
    }
}
