package org.reactivetango.core.giop;

import org.reactivetango.core.cdr.CdrWriter;

/** The layout of {@link MessageError}: a header. */
public final class MessageErrorCodec {
    private MessageErrorCodec() {}

    /** Writes a whole message. */
    public static void encode(CdrWriter out, GiopVersion version) {
        GiopFraming.begin(out, version, GiopMessageType.MESSAGE_ERROR);
        GiopFraming.end(out);
    }
}
