package org.reactivetango.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.giop.GiopHeader;
import org.reactivetango.core.giop.GiopMessageType;
import org.reactivetango.core.giop.ReplyStatus;
import org.reactivetango.core.giop.ReplyView;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.idl.AttributeValue5;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.UserException;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.Quality;

/**
 * What every reply to one request must look like, learnt from one that was decoded and verified: a scalar's reply has
 * always the same size, and its id and status stand always in the same place.
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
            throw new LoadFailure("a reply to a read of a scalar has " + header.messageBytes() + " bytes");
        }
        return (int) header.messageBytes();
    }

    /** Decodes a whole reply, sees to it that it answers {@code request}, and learns from it. */
    static ExpectedReply verified(byte[] reply, ReadRequest request, int requestId) {
        try {
            return verify(Unpooled.wrappedBuffer(reply), request, requestId);
        } catch (TangoProtocolException e) {
            throw new LoadFailure("the reply cannot be decoded: " + e.getMessage(), e);
        }
    }

    private static ExpectedReply verify(ByteBuf reply, ReadRequest request, int requestId) {
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
            case NO_EXCEPTION -> checkReading(Operations.READ_ATTRIBUTES_5.decodeResult(in), request);
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

    private static void checkReading(List<AttributeValue5> values, ReadRequest request) {
        check(values.size() == 1, values.size() + " readings where one was asked for");
        AttributeValue5 reading = values.get(0);
        check(reading.errList().isEmpty(), "the reading failed: " + reading.errList());
        check(
                reading.name().equalsIgnoreCase(request.attribute()),
                "a reading of " + reading.name() + " where " + request.attribute() + " was asked for");
        check(reading.value().hasData() && reading.quality() != Quality.INVALID, "the reading has no value");
        check(reading.rDim().dimX() == 1, "the reading has " + reading.rDim().dimX() + " elements");
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
