package org.reactivetango.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.giop.GiopHeader;
import org.reactivetango.core.giop.GiopMessageType;
import org.reactivetango.core.giop.ReplyStatus;
import org.reactivetango.core.giop.ReplyView;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.idl.UserException;
import org.reactivetango.core.limits.Limits;

/**
 * What every reply to one request must look like, learnt from one that was decoded and verified: it has always the same
 * size, and its id and status stand always in the same place.
 *
 * @param start the first eight bytes: magic, version, flags and type
 * @param size bytes of the message, header included
 * @param idIndex where the request id stands; the status follows
 * @param order the byte order
 */
record ExpectedReply(long start, int size, int idIndex, ByteOrder order) {
    static final int HEADER_BYTES = GiopHeader.BYTES;
    private static final int SIZE_INDEX = 8;

    /** Bytes of the message whose header these are. */
    static int sizeClaimed(byte[] headerBytes) {
        GiopHeader header = new GiopHeader();
        header.read(Unpooled.wrappedBuffer(headerBytes), 0);
        if (header.messageBytes() > Limits.DEFAULT.maxMessageBytes()) {
            throw new LoadFailure("a reply has " + header.messageBytes() + " bytes");
        }
        return (int) header.messageBytes();
    }

    /** Decodes a whole reply, sees to it that it answers {@code request}, and learns from it. */
    static ExpectedReply verified(byte[] reply, LoadRequest request, int requestId) {
        try {
            return verify(Unpooled.wrappedBuffer(reply), request, requestId);
        } catch (TangoProtocolException e) {
            throw new LoadFailure("the reply cannot be decoded: " + e.getMessage(), e);
        }
    }

    private static ExpectedReply verify(ByteBuf reply, LoadRequest request, int requestId) {
        GiopHeader header = new GiopHeader();
        header.read(reply, 0);
        check(header.type() == GiopMessageType.REPLY, "a reply is expected, this is " + header);
        int size = (int) header.messageBytes();
        CdrReader in = new CdrReader(Limits.DEFAULT.maxNesting())
                .wrap(reply, 0, HEADER_BYTES, size, header.littleEndian(), CodeSet.LATIN_1);
        ReplyView view = new ReplyView();
        view.read(in, header.version());
        int idIndex = in.position() - 8;
        check(
                view.requestId() == requestId,
                "the reply to request " + requestId + " says that it is to " + view.requestId());
        switch (view.status()) {
            case NO_EXCEPTION -> request.verify(in);
            case USER_EXCEPTION ->
                throw new LoadFailure("the server answers with an error: "
                        + UserException.decode(in).getMessage());
            case SYSTEM_EXCEPTION ->
                throw new LoadFailure("the server answers with " + SystemException.CODEC.decode(in));
            default -> throw new LoadFailure("the server answers with " + view.status());
        }
        return new ExpectedReply(
                reply.getLong(0),
                size,
                idIndex,
                header.littleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    private static void check(boolean good, String complaint) {
        if (!good) {
            throw new LoadFailure(complaint);
        }
    }

    /** Whether the message that begins at {@code index} has the right header; {@code in} has {@link #order}. */
    boolean begins(ByteBuffer in, int index) {
        return startOf(in, index) == start && in.getInt(index + SIZE_INDEX) == size - HEADER_BYTES;
    }

    /** Whether a whole message at {@code index} looks as it must; {@code in} has {@link #order}. */
    boolean matches(ByteBuffer in, int index) {
        return begins(in, index) && in.getInt(index + idIndex + 4) == ReplyStatus.NO_EXCEPTION.ordinal();
    }

    /** The request that the message at {@code index} answers. */
    int requestId(ByteBuffer in, int index) {
        return in.getInt(index + idIndex);
    }

    private long startOf(ByteBuffer in, int index) {
        long value = in.getLong(index);
        return order == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value);
    }
}
