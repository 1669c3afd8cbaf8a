package org.reactivetango.core.giop;

import org.reactivetango.core.cdr.CdrWriter;

/** The layout of {@link CloseConnection}: a header. */
public final class CloseConnectionCodec {
    private CloseConnectionCodec() {}

    /** Writes a whole message. A client may send it on GIOP 1.2 connections only. */
    public static void encode(CdrWriter out, GiopVersion version) {
        GiopFraming.begin(out, version, GiopMessageType.CLOSE_CONNECTION);
        GiopFraming.end(out);
    }
}
