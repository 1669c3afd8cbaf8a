package org.reactivetango.core.giop;

import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/** The codec of every message, chosen by its type: for tests, tools and logs. */
public final class GiopMessageCodec {
    private GiopMessageCodec() {}

    /** Reads what comes before the body, {@code in} being behind the header, and leaves it at the body. */
    public static GiopMessage decode(GiopHeader header, CdrReader in) {
        GiopVersion version = header.version();
        return switch (header.type()) {
            case REQUEST -> RequestCodec.decode(in, version);
            case REPLY -> ReplyCodec.decode(in, version);
            case CANCEL_REQUEST -> CancelRequestCodec.decode(in);
            case LOCATE_REQUEST -> LocateRequestCodec.decode(in, version);
            case LOCATE_REPLY -> LocateReplyCodec.decode(in, version);
            case CLOSE_CONNECTION -> new CloseConnection();
            case MESSAGE_ERROR -> new MessageError();
            case FRAGMENT -> FragmentCodec.decode(in);
        };
    }

    /** Writes a message that is complete if it has no body; see {@link GiopFraming} for how one is added. */
    public static void encode(GiopMessage message, CdrWriter out, GiopVersion version) {
        switch (message.type()) {
            case REQUEST -> RequestCodec.encode((Request) message, out, version);
            case REPLY -> ReplyCodec.encode((Reply) message, out, version);
            case CANCEL_REQUEST -> CancelRequestCodec.encode((CancelRequest) message, out, version);
            case LOCATE_REQUEST -> LocateRequestCodec.encode((LocateRequest) message, out, version);
            case LOCATE_REPLY -> LocateReplyCodec.encode((LocateReply) message, out, version);
            case CLOSE_CONNECTION -> CloseConnectionCodec.encode(out, version);
            case MESSAGE_ERROR -> MessageErrorCodec.encode(out, version);
            case FRAGMENT -> FragmentCodec.encode((Fragment) message, out);
        }
    }
}
