package org.reactivetango.core.giop;

import java.util.List;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/** The layout of {@link Reply}. */
public final class ReplyCodec {
    private ReplyCodec() {}

    /** Reads what comes before the body and leaves {@code in} at it. */
    public static Reply decode(CdrReader in, GiopVersion version) {
        if (!version.alignsBody()) {
            List<ServiceContext> contexts = in.readSequence(ServiceContext.CODEC);
            return new Reply(in.readLong(), ReplyStatus.of(in.readULong(), version), contexts);
        }
        int requestId = in.readLong();
        ReplyStatus status = ReplyStatus.of(in.readULong(), version);
        List<ServiceContext> contexts = in.readSequence(ServiceContext.CODEC);
        RequestCodec.skipToArguments(in, version);
        return new Reply(requestId, status, contexts);
    }

    /** Writes a message that is complete if the result is void; see {@link GiopFraming} for how a body is added. */
    public static void encode(Reply reply, CdrWriter out, GiopVersion version) {
        GiopFraming.begin(out, version, GiopMessageType.REPLY);
        if (version.alignsBody()) {
            out.writeLong(reply.requestId());
            out.writeEnum(reply.status());
            out.writeSequence(reply.serviceContexts(), ServiceContext.CODEC);
        } else {
            out.writeSequence(reply.serviceContexts(), ServiceContext.CODEC);
            out.writeLong(reply.requestId());
            out.writeEnum(reply.status());
        }
        GiopFraming.end(out);
    }

    /**
     * The same for a server's every answer, without temporary objects.
     *
     * @param out wrapped where the message begins, in any byte order
     * @param version that of the request
     */
    public static void begin(CdrWriter out, GiopVersion version, int requestId, ReplyStatus status) {
        GiopFraming.begin(out, version, GiopMessageType.REPLY);
        if (version.alignsBody()) {
            out.writeLong(requestId);
            out.writeEnum(status);
            out.writeSequenceLength(0);
        } else {
            out.writeSequenceLength(0);
            out.writeLong(requestId);
            out.writeEnum(status);
        }
        GiopFraming.end(out);
    }

    /** A whole message that says {@code exception}. */
    public static void encodeException(CdrWriter out, GiopVersion version, int requestId, SystemException exception) {
        begin(out, version, requestId, ReplyStatus.SYSTEM_EXCEPTION);
        GiopFraming.beginBody(out, version);
        SystemException.CODEC.encode(exception, out);
        GiopFraming.end(out);
    }
}
