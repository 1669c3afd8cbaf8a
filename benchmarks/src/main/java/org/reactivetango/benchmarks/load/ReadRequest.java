package org.reactivetango.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.giop.GiopFraming;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.giop.RequestCodec;
import org.reactivetango.core.idl.CppClntIdent;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.ReadAttributes5;
import org.reactivetango.core.model.DevSource;

/**
 * {@code read_attributes_5} of one scalar attribute from the device itself, as a client without a database sends it: GIOP
 * 1.0, little endian, the device's name as object key. Encoded once; only the request id changes.
 */
public final class ReadRequest {
    private final String attribute;
    private final byte[] bytes;
    private final int idIndex;

    private ReadRequest(String attribute, byte[] bytes, int idIndex) {
        this.attribute = attribute;
        this.bytes = bytes;
        this.idIndex = idIndex;
    }

    /** Reads {@code attribute} of {@code device}. */
    public static ReadRequest of(String device, String attribute) {
        byte[] bytes = encode(device, attribute, 0);
        return new ReadRequest(attribute, bytes, Arrays.mismatch(bytes, encode(device, attribute, -1)));
    }

    private static byte[] encode(String device, String attribute, int requestId) {
        ByteBuf buffer = Unpooled.buffer();
        CdrWriter out = new CdrWriter().wrap(buffer, true, CodeSet.LATIN_1);
        RequestCodec.begin(
                out,
                GiopVersion.V1_0,
                requestId,
                true,
                ascii(device.toLowerCase(Locale.ROOT)),
                ascii(Operations.READ_ATTRIBUTES_5.name()),
                null);
        GiopFraming.beginBody(out, GiopVersion.V1_0);
        Operations.READ_ATTRIBUTES_5.encodeArguments(
                new ReadAttributes5(List.of(attribute), DevSource.DEV, new CppClntIdent(1)), out);
        GiopFraming.end(out);
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The attribute's name. */
    public String attribute() {
        return attribute;
    }

    /** Bytes of the message. */
    public int size() {
        return bytes.length;
    }

    /** A copy of the message with {@code requestId}. */
    public byte[] withId(int requestId) {
        byte[] copy = bytes.clone();
        ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(idIndex, requestId);
        return copy;
    }

    /** Room for {@code count} requests side by side, written but for their ids. */
    ByteBuffer sideBySide(int count) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(count * bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            buffer.put(bytes);
        }
        return buffer.clear();
    }

    /** Gives the request at {@code place} among those side by side its id. */
    void setId(ByteBuffer sideBySide, int place, int requestId) {
        sideBySide.putInt(place * bytes.length + idIndex, requestId);
    }
}
