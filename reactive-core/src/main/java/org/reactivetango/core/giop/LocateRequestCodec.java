package org.reactivetango.core.giop;

import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/** The layout of {@link LocateRequest}. */
public final class LocateRequestCodec {
    private LocateRequestCodec() {}

    public static LocateRequest decode(CdrReader in, GiopVersion version) {
        return new LocateRequest(in.readLong(), TargetAddress.decode(in, version));
    }

    /** Writes a whole message. */
    public static void encode(LocateRequest message, CdrWriter out, GiopVersion version) {
        GiopFraming.begin(out, version, GiopMessageType.LOCATE_REQUEST);
        out.writeLong(message.requestId());
        TargetAddress.encode(message.target(), out, version);
        GiopFraming.end(out);
    }
}
