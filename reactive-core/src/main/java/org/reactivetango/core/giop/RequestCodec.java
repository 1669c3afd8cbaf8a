package org.reactivetango.core.giop;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.error.TangoProtocolException.Remote;

/** The layout of {@link Request}. */
public final class RequestCodec {
    /** Response flags of GIOP 1.2: the lowest bit asks for a reply; who sends one sets both. */
    static final int RESPONSE_FLAG = 1;

    private static final int SYNC_WITH_TARGET = 3;
    private static final int RESERVED_BYTES = 3;
    private static final int BODY_ALIGNMENT = 8;

    private RequestCodec() {}

    /** Reads what comes before the arguments and leaves {@code in} at them. */
    public static Request decode(CdrReader in, GiopVersion version) {
        return version.alignsBody() ? decode12(in) : decode10(in, version);
    }

    /** Writes a message that is complete if there are no arguments; see {@link GiopFraming} for how they are added. */
    public static void encode(Request request, CdrWriter out, GiopVersion version) {
        GiopFraming.begin(out, version, GiopMessageType.REQUEST);
        if (version.alignsBody()) {
            beginId12(out, request.requestId(), request.responseExpected());
            TargetAddress.encode(request.target(), out, version);
            writeOperation(request, out);
            out.writeSequence(request.serviceContexts(), ServiceContext.CODEC);
        } else {
            out.writeSequence(request.serviceContexts(), ServiceContext.CODEC);
            beginId10(out, version, request.requestId(), request.responseExpected());
            TargetAddress.encode(request.target(), out, version);
            writeOperation(request, out);
            writeNoPrincipal(out);
        }
        GiopFraming.end(out);
    }

    /**
     * The same for a client's every call, without temporary objects.
     *
     * @param out wrapped where the message begins
     * @param objectKey which object
     * @param operation its IDL name in ASCII, without a NUL
     * @param announced the code set to announce, in the first request of a connection; absent in all others
     */
    public static void begin(
            CdrWriter out,
            GiopVersion version,
            int requestId,
            boolean responseExpected,
            byte[] objectKey,
            byte[] operation,
            @Nullable CodeSet announced) {
        GiopFraming.begin(out, version, GiopMessageType.REQUEST);
        if (version.alignsBody()) {
            beginId12(out, requestId, responseExpected);
            out.writeShort(TargetAddress.KEY_ADDR);
            out.writeOctets(objectKey);
            out.writeString(operation);
            writeContexts(out, announced);
        } else {
            writeContexts(out, announced);
            beginId10(out, version, requestId, responseExpected);
            out.writeOctets(objectKey);
            out.writeString(operation);
            writeNoPrincipal(out);
        }
        GiopFraming.end(out);
    }

    static void skipReserved(CdrReader in, GiopVersion version) {
        if (version != GiopVersion.V1_0) {
            in.skip(RESERVED_BYTES);
        }
    }

    /** Leaves {@code in} at the arguments, or at the end where there is padding and nothing behind it. */
    static void skipToArguments(CdrReader in, GiopVersion version) {
        if (version.alignsBody()) {
            in.alignOrEnd(BODY_ALIGNMENT);
        }
    }

    private static Request decode12(CdrReader in) {
        int requestId = in.readLong();
        boolean responseExpected = (in.readOctet() & RESPONSE_FLAG) != 0;
        skipReserved(in, GiopVersion.V1_2);
        TargetAddress target = TargetAddress.decode(in, GiopVersion.V1_2);
        String operation = readOperation(in);
        List<ServiceContext> contexts = in.readSequence(ServiceContext.CODEC);
        skipToArguments(in, GiopVersion.V1_2);
        return new Request(requestId, responseExpected, target, operation, contexts);
    }

    private static Request decode10(CdrReader in, GiopVersion version) {
        List<ServiceContext> contexts = in.readSequence(ServiceContext.CODEC);
        int requestId = in.readLong();
        boolean responseExpected = in.readBoolean();
        skipReserved(in, version);
        TargetAddress target = TargetAddress.decode(in, version);
        String operation = readOperation(in);
        in.skip(in.readSequenceLength(1));
        return new Request(requestId, responseExpected, target, operation, contexts);
    }

    /** Operation names are identifiers: no code set changes them. */
    private static String readOperation(CdrReader in) {
        int length = in.skipString();
        if (length == 0) {
            throw new Remote("request without an operation");
        }
        return in.buffer().toString(in.position() - length - 1, length, StandardCharsets.ISO_8859_1);
    }

    private static void writeOperation(Request request, CdrWriter out) {
        out.writeString(request.operation().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void beginId12(CdrWriter out, int requestId, boolean responseExpected) {
        out.writeLong(requestId);
        out.writeOctet(responseExpected ? SYNC_WITH_TARGET : 0);
        out.buffer().writeZero(RESERVED_BYTES);
    }

    private static void beginId10(CdrWriter out, GiopVersion version, int requestId, boolean responseExpected) {
        out.writeLong(requestId);
        out.writeBoolean(responseExpected);
        if (version != GiopVersion.V1_0) {
            out.buffer().writeZero(RESERVED_BYTES);
        }
    }

    private static void writeContexts(CdrWriter out, @Nullable CodeSet announced) {
        if (announced == null) {
            out.writeSequenceLength(0);
        } else {
            out.writeSequenceLength(1);
            CodeSetContext.write(announced, out);
        }
    }

    private static void writeNoPrincipal(CdrWriter out) {
        out.writeSequenceLength(0);
    }
}
