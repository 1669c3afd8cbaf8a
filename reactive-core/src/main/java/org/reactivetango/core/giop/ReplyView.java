package org.reactivetango.core.giop;

import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.error.TangoProtocolException.Remote;

/**
 * A Reply read in place, the way a client reads every one: no object is made. One view per connection is used again for
 * each message; confined to one thread.
 */
public final class ReplyView {
    private int requestId;
    private ReplyStatus status = ReplyStatus.NO_EXCEPTION;

    /**
     * Reads what comes before the body and leaves {@code in} at it, or at its end where there is none.
     *
     * @param in behind the header
     * @throws Remote if the reply is malformed
     */
    public void read(CdrReader in, GiopVersion version) {
        if (version.alignsBody()) {
            requestId = in.readLong();
            status = ReplyStatus.of(in.readULong(), version);
            skipServiceContexts(in);
            RequestCodec.skipToArguments(in, version);
        } else {
            skipServiceContexts(in);
            requestId = in.readLong();
            status = ReplyStatus.of(in.readULong(), version);
        }
    }

    /** Of the request this answers; ids nobody waits for are late replies, to be dropped. */
    public int requestId() {
        return requestId;
    }

    /** What the body is. */
    public ReplyStatus status() {
        return status;
    }

    private static void skipServiceContexts(CdrReader in) {
        for (int left = in.readSequenceLength(8); left > 0; left--) {
            in.readLong();
            in.skip(in.readSequenceLength(1));
        }
    }
}
