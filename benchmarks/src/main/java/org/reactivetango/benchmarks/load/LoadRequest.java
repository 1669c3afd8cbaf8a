package org.reactivetango.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.giop.GiopFraming;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.giop.RequestCodec;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.idl.AttrValUnion;
import org.reactivetango.core.idl.AttributeDim;
import org.reactivetango.core.idl.AttributeValue4;
import org.reactivetango.core.idl.AttributeValue5;
import org.reactivetango.core.idl.CommandInout4;
import org.reactivetango.core.idl.CppClntIdent;
import org.reactivetango.core.idl.NoValue;
import org.reactivetango.core.idl.Operation;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.ReadAttributes5;
import org.reactivetango.core.idl.WriteAttributes4;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.TangoType;

/**
 * A request as a client without a database sends it: GIOP 1.0, little endian, the device's name as object key. Encoded
 * once; only the request id changes. It knows what a reply has to say.
 */
public final class LoadRequest {
    private static final CppClntIdent CLIENT = new CppClntIdent(1);

    private final String name;
    private final byte[] bytes;
    private final int idIndex;
    private final Check check;
    /** What is sent in turn, each of the same size; {@code bytes} is the first. */
    private final List<byte[]> turns;

    /** Looks at the body of a reply without exception. */
    private interface Check {
        void accept(CdrReader body);
    }

    private LoadRequest(String name, byte[] bytes, int idIndex, Check check, List<byte[]> turns) {
        this.name = name;
        this.bytes = bytes;
        this.idIndex = idIndex;
        this.check = check;
        this.turns = turns;
    }

    /** Reads one attribute from the device itself, {@code read_attributes_5}. */
    public static LoadRequest read(String device, String attribute) {
        ReadAttributes5 arguments = new ReadAttributes5(List.of(attribute), DevSource.DEV, CLIENT);
        return of(
                device,
                Operations.READ_ATTRIBUTES_5,
                arguments,
                body -> checkReading(Operations.READ_ATTRIBUTES_5.decodeResult(body), attribute));
    }

    /** Writes a scalar of type double, {@code write_attributes_4}. */
    public static LoadRequest write(String device, String attribute, double value) {
        AttributeValue4 written = AttributeValue4.toWrite(
                attribute, AttrValUnion.of(TangoType.DEV_DOUBLE, new double[] {value}), AttributeDim.SCALAR);
        return of(
                device,
                Operations.WRITE_ATTRIBUTES_4,
                new WriteAttributes4(List.of(written), CLIENT),
                LoadRequest::nothing);
    }

    /** Runs a command with a double that gives one back, {@code command_inout_4}. */
    public static LoadRequest command(String device, String command, double argument) {
        CommandInout4 arguments =
                new CommandInout4(command, Any.of(TangoType.DEV_DOUBLE, argument), DevSource.DEV, CLIENT);
        return of(
                device,
                Operations.COMMAND_INOUT_4,
                arguments,
                body -> check(
                        Operations.COMMAND_INOUT_4.decodeResult(body).tangoType() == TangoType.DEV_DOUBLE,
                        "the command gives no double"));
    }

    /** Asks a device whether it is there. */
    public static LoadRequest ping(String device) {
        return of(device, Operations.PING, NoValue.NO_VALUE, LoadRequest::nothing);
    }

    /**
     * Several requests in turn that differ in a name, for example that of the device.
     *
     * @throws IllegalArgumentException if they are not of one size
     */
    public static LoadRequest inTurn(List<LoadRequest> requests) {
        LoadRequest first = requests.get(0);
        if (requests.stream().anyMatch(one -> one.size() != first.size() || one.idIndex != first.idIndex)) {
            throw new IllegalArgumentException("requests that are sent in turn have one size");
        }
        return new LoadRequest(
                first.name,
                first.bytes,
                first.idIndex,
                first.check,
                requests.stream().map(one -> one.bytes).toList());
    }

    private static <A> LoadRequest of(String device, Operation<A, ?> operation, A arguments, Check check) {
        byte[] bytes = encode(device, operation, arguments, 0);
        int idIndex = Arrays.mismatch(bytes, encode(device, operation, arguments, -1));
        return new LoadRequest(operation.name(), bytes, idIndex, check, List.of(bytes));
    }

    private static <A> byte[] encode(String device, Operation<A, ?> operation, A arguments, int requestId) {
        ByteBuf buffer = Unpooled.buffer();
        CdrWriter out = new CdrWriter().wrap(buffer, true, CodeSet.LATIN_1);
        RequestCodec.begin(
                out,
                GiopVersion.V1_0,
                requestId,
                true,
                ascii(device.toLowerCase(Locale.ROOT)),
                ascii(operation.name()),
                null);
        if (operation.hasArguments()) {
            GiopFraming.beginBody(out, GiopVersion.V1_0);
            operation.encodeArguments(arguments, out);
        }
        GiopFraming.end(out);
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void nothing(CdrReader body) {
        check(body.remaining() == 0, body.remaining() + " bytes where nothing was expected");
    }

    private static void checkReading(List<AttributeValue5> values, String attribute) {
        check(values.size() == 1, values.size() + " readings where one was asked for");
        AttributeValue5 reading = values.get(0);
        check(reading.errList().isEmpty(), "the reading failed: " + reading.errList());
        check(
                reading.name().equalsIgnoreCase(attribute),
                "a reading of " + reading.name() + " where " + attribute + " was asked for");
        check(reading.value().hasData() && reading.quality() != Quality.INVALID, "the reading has no value");
    }

    private static void check(boolean good, String complaint) {
        if (!good) {
            throw new LoadFailure(complaint);
        }
    }

    /** Sees to it that the body of a reply without exception answers this. */
    void verify(CdrReader body) {
        check.accept(body);
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

    /** Gives the request at {@code place} among those side by side its id, and makes it the next in turn. */
    void setId(ByteBuffer sideBySide, int place, int requestId) {
        if (turns.size() > 1) {
            sideBySide.put(place * bytes.length, turns.get(Integer.remainderUnsigned(requestId, turns.size())));
        }
        sideBySide.putInt(place * bytes.length + idIndex, requestId);
    }

    @Override
    public String toString() {
        return name;
    }
}
