package org.reactivetango.core.giop;

import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/** The layout of {@link LocateReply}. Its body is not aligned to eight, not even in GIOP 1.2. */
public final class LocateReplyCodec {
    private LocateReplyCodec() {}

    /** Reads id and status and leaves {@code in} at what follows. */
    public static LocateReply decode(CdrReader in, GiopVersion version) {
        return new LocateReply(in.readLong(), LocateStatus.of(in.readULong(), version));
    }

    /** Writes a message that is complete for the statuses that nothing follows. */
    public static void encode(LocateReply message, CdrWriter out, GiopVersion version) {
        GiopFraming.begin(out, version, GiopMessageType.LOCATE_REPLY);
        out.writeLong(message.requestId());
        out.writeEnum(message.status());
        GiopFraming.end(out);
    }
}
