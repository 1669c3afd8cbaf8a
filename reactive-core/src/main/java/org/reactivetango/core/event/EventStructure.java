package org.reactivetango.core.event;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.function.Function;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.idl.AttDataReady;
import org.reactivetango.core.idl.AttributeConfig3;
import org.reactivetango.core.idl.AttributeConfig5;
import org.reactivetango.core.idl.AttributeValue3;
import org.reactivetango.core.idl.AttributeValue4;
import org.reactivetango.core.idl.AttributeValue5;
import org.reactivetango.core.idl.DevErrorCodec;
import org.reactivetango.core.idl.DevIntrChange;
import org.reactivetango.core.idl.DevPipeData;

/**
 * What the last part of an event holds: one or two words that mean nothing, then a structure whose alignment counts from
 * behind them.
 *
 * @param <T> the structure
 */
public final class EventStructure<T> {
    public static final EventStructure<AttributeValue5> VALUE_5 = new EventStructure<>(1, AttributeValue5.CODEC);
    public static final EventStructure<AttributeValue4> VALUE_4 = new EventStructure<>(1, AttributeValue4.CODEC);
    public static final EventStructure<AttributeValue3> VALUE_3 = new EventStructure<>(1, AttributeValue3.CODEC);
    public static final EventStructure<AttributeConfig5> CONFIG_5 = new EventStructure<>(1, AttributeConfig5.CODEC);
    public static final EventStructure<AttributeConfig3> CONFIG_3 = new EventStructure<>(1, AttributeConfig3.CODEC);
    public static final EventStructure<AttDataReady> DATA_READY = new EventStructure<>(1, AttDataReady.CODEC);
    public static final EventStructure<DevIntrChange> INTERFACE = new EventStructure<>(1, DevIntrChange.CODEC);
    public static final EventStructure<DevPipeData> PIPE = new EventStructure<>(2, DevPipeData.CODEC);

    /** The octets of the lead as peers in both byte orders send them; nobody looks at them. */
    private static final int LEAD = 0xc0dec0de;

    private final int leadWords;
    private final CdrCodec<T> codec;

    private EventStructure(int leadWords, CdrCodec<T> codec) {
        this.leadWords = leadWords;
        this.codec = codec;
    }

    /**
     * The structure of events of a type.
     *
     * @param version the smaller of what the client knows and what the device speaks, 3 to 6
     */
    public static EventStructure<?> of(EventType type, int version) {
        return switch (type) {
            case CHANGE, PERIODIC, ARCHIVE, USER -> version >= 5 ? VALUE_5 : version == 4 ? VALUE_4 : VALUE_3;
            case ALARM -> VALUE_5;
            case ATTR_CONF -> version >= 5 ? CONFIG_5 : CONFIG_3;
            case DATA_READY -> DATA_READY;
            case INTR_CHANGE -> INTERFACE;
            case PIPE -> PIPE;
        };
    }

    /**
     * Writes the lead; the structure, or an error stack, follows through the writer.
     *
     * @param out where the part begins
     */
    public void begin(CdrWriter writer, ByteBuf out, boolean littleEndian) {
        for (int i = 0; i < leadWords; i++) {
            out.writeInt(LEAD);
        }
        writer.wrap(out, littleEndian, CodeSet.LATIN_1);
    }

    /** Writes the whole part. */
    public void encode(T value, ByteBuf out, boolean littleEndian) {
        encode(value, codec, out, littleEndian);
    }

    /** Writes the part of an event of this kind that carries an error stack in place of the structure. */
    public void encodeErrors(List<DevError> errors, ByteBuf out, boolean littleEndian) {
        encode(errors, DevErrorCodec.LIST, out, littleEndian);
    }

    private <V> void encode(V value, CdrCodec<V> codec, ByteBuf out, boolean littleEndian) {
        CdrWriter writer = new CdrWriter();
        begin(writer, out, littleEndian);
        codec.encode(value, writer);
    }

    /**
     * Reads the whole part, the readable bytes of {@code part}.
     *
     * @throws Remote if it is something else, or if bytes are left over
     */
    public T decode(ByteBuf part, boolean littleEndian, int maxNesting) {
        return read(part, littleEndian, maxNesting, codec::decode);
    }

    /** Reads what {@link #encodeErrors} writes, as {@link #decode} does the rest. */
    public List<DevError> decodeErrors(ByteBuf part, boolean littleEndian, int maxNesting) {
        return read(part, littleEndian, maxNesting, DevErrorCodec.LIST::decode);
    }

    /** Reads the whole part as {@link #decode} does, but for the structure, which {@code decoder} reads. */
    <V> V read(ByteBuf part, boolean littleEndian, int maxNesting, Function<CdrReader, V> decoder) {
        int lead = leadWords * Integer.BYTES;
        if (part.readableBytes() < lead) {
            throw Remote.badLength(lead, part.readableBytes());
        }
        int start = part.readerIndex() + lead;
        CdrReader in =
                new CdrReader(maxNesting).wrap(part, start, start, part.writerIndex(), littleEndian, CodeSet.LATIN_1);
        V value = decoder.apply(in);
        if (in.remaining() != 0) {
            throw new Remote(in.remaining() + " bytes behind the structure of an event");
        }
        return value;
    }
}
