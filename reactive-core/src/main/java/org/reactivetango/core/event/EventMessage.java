package org.reactivetango.core.event;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.idl.ZmqCallInfo;

/**
 * A message as it came, an event or a heartbeat: its parts taken apart, its payload not decoded yet. The parts are not
 * copied.
 */
public final class EventMessage {
    /** Topic, byte order, call info. */
    public static final int HEARTBEAT_PARTS = 3;

    /** The same and the structure. */
    public static final int EVENT_PARTS = 4;

    private static final byte LITTLE_ENDIAN = 1;
    private static final byte BIG_ENDIAN = 0;
    private static final int CALL_INFO_BYTES = 21;
    private static final int CALL_INFO_VERSION = 1;
    private static final byte[] NO_OCTETS = {};
    private static final VarHandle LITTLE_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] topic;
    private final boolean littleEndian;
    private final int counter;
    private final boolean error;
    private final byte[] payload;
    private final boolean heartbeat;

    private EventMessage(
            byte[] topic, boolean littleEndian, int counter, boolean error, byte[] payload, boolean heartbeat) {
        this.topic = topic;
        this.littleEndian = littleEndian;
        this.counter = counter;
        this.error = error;
        this.payload = payload;
        this.heartbeat = heartbeat;
    }

    /**
     * Takes the parts of a message apart.
     *
     * @throws Remote if they are none of an event and none of a heartbeat
     */
    public static EventMessage of(List<byte[]> parts) {
        if (parts.size() != HEARTBEAT_PARTS && parts.size() != EVENT_PARTS) {
            throw new Remote("an event in " + parts.size() + " parts");
        }
        boolean littleEndian = littleEndian(parts.get(1));
        boolean heartbeat = parts.size() == HEARTBEAT_PARTS;
        byte[] topic = parts.get(0);
        byte[] payload = heartbeat ? NO_OCTETS : parts.get(3);
        byte[] info = parts.get(2);
        if (isBare(info, littleEndian)) {
            return new EventMessage(
                    topic, littleEndian, int32(info, 4, littleEndian), info[20] != 0, payload, heartbeat);
        }
        ZmqCallInfo decoded = callInfo(info, littleEndian);
        return new EventMessage(topic, littleEndian, (int) decoded.ctr(), decoded.callIsExcept(), payload, heartbeat);
    }

    /**
     * The fast path: whether a call info has the form that all servers send, nothing in it but a counter and a flag, which
     * then stand where they always do. Everything else is decoded.
     */
    static boolean isBare(byte[] info, boolean littleEndian) {
        return info.length == CALL_INFO_BYTES
                && int32(info, 8, littleEndian) == 1
                && info[12] == 0
                && int32(info, 16, littleEndian) == 0
                && (info[20] & ~1) == 0;
    }

    private static int int32(byte[] bytes, int index, boolean littleEndian) {
        return (int) (littleEndian ? LITTLE_INT : BIG_INT).get(bytes, index);
    }

    private static boolean littleEndian(byte[] part) {
        if (part.length != 1 || (part[0] != LITTLE_ENDIAN && part[0] != BIG_ENDIAN)) {
            throw new Remote("no byte order of an event: " + part.length + " bytes");
        }
        return part[0] == LITTLE_ENDIAN;
    }

    static ZmqCallInfo callInfo(byte[] part, boolean littleEndian) {
        CdrReader in = CdrReader.over(Unpooled.wrappedBuffer(part), littleEndian, 1);
        ZmqCallInfo info = ZmqCallInfo.CODEC.decode(in);
        if (in.remaining() != 0) {
            throw new Remote(in.remaining() + " bytes behind the call info of an event");
        }
        return info;
    }

    /** The part that says in which byte order the others are. */
    public static byte[] byteOrder(boolean littleEndian) {
        return new byte[] {littleEndian ? LITTLE_ENDIAN : BIG_ENDIAN};
    }

    /**
     * The part with the counter.
     *
     * @param counter 32 bits, unsigned; see {@link EventCounter}
     * @param error whether the structure is an error stack
     */
    public static byte[] callInfo(int counter, boolean error, boolean littleEndian) {
        byte[] part = new byte[CALL_INFO_BYTES];
        ByteBuf out = Unpooled.wrappedBuffer(part).clear();
        CdrWriter writer = CdrWriter.over(out, littleEndian);
        writer.writeLong(CALL_INFO_VERSION);
        writer.writeLong(counter);
        writer.writeString(NO_OCTETS);
        writer.writeOctets(NO_OCTETS);
        writer.writeBoolean(error);
        return part;
    }

    /** As it was sent; see {@link Topic#parse}. */
    public String topic() {
        return new String(topic, StandardCharsets.ISO_8859_1);
    }

    /** The same to be looked up, without making text of it. */
    public TopicKey topicKey() {
        return TopicKey.of(topic);
    }

    /** Whether it says no more than that the server is there. Its counter means nothing then. */
    public boolean isHeartbeat() {
        return heartbeat;
    }

    /** The 32 bits of the counter, unsigned; see {@link EventCounter}. */
    public int counter() {
        return counter;
    }

    /** Whether there is an error stack in place of the structure. */
    public boolean isError() {
        return error;
    }

    /**
     * Decodes the structure of an event that {@linkplain #isError carries one}.
     *
     * @throws Remote if it is another, or if bytes are left over
     */
    public <T> T value(EventStructure<T> structure, int maxNesting) {
        return structure.decode(Unpooled.wrappedBuffer(payload), littleEndian, maxNesting);
    }

    /**
     * Decodes the structure by other means than its own, where what is wanted of it is less.
     *
     * @param decoder has to read it to its end
     * @throws Remote if bytes are left over
     */
    public <T> T read(EventStructure<?> structure, int maxNesting, Function<CdrReader, T> decoder) {
        return structure.read(Unpooled.wrappedBuffer(payload), littleEndian, maxNesting, decoder);
    }

    /**
     * Decodes the error stack of an event that {@linkplain #isError carries one}.
     *
     * @param structure what would be there otherwise
     * @throws Remote if it is none, or if bytes are left over
     */
    public List<DevError> errors(EventStructure<?> structure, int maxNesting) {
        return structure.decodeErrors(Unpooled.wrappedBuffer(payload), littleEndian, maxNesting);
    }
}
