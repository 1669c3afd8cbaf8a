package org.reactivetango.client.exchange;

import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivetango.client.session.Exchange;
import org.reactivetango.client.session.PeerInterface;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.idl.AttrValUnion;
import org.reactivetango.core.idl.AttributeDim;
import org.reactivetango.core.idl.AttributeValue;
import org.reactivetango.core.idl.AttributeValue3;
import org.reactivetango.core.idl.AttributeValue4;
import org.reactivetango.core.idl.ClntIdent;
import org.reactivetango.core.idl.DevErrorCodec;
import org.reactivetango.core.idl.TimeVal;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;

/** Reads one attribute: {@code read_attributes_5}, or an older form where a device has no newer. */
public final class ReadAttribute<T> implements Exchange<Reading<T>> {
    private static final byte[] READ_ATTRIBUTES_5 = ascii("read_attributes_5");
    /** By version of the interface, from 1. */
    private static final byte[][] BEFORE_5 = {
        ascii("read_attributes"), ascii("read_attributes_2"), ascii("read_attributes_3"), ascii("read_attributes_4")
    };

    private static final Quality[] QUALITIES = Quality.values();
    private static final DataFormat[] FORMATS = DataFormat.values();

    private final String name;
    private final byte[] nameBytes;
    private final ValueType<T> type;
    private final DevSource source;

    public ReadAttribute(String name, ValueType<T> type, DevSource source) {
        this.name = name;
        this.nameBytes = name.getBytes(StandardCharsets.ISO_8859_1);
        this.type = type;
        this.source = source;
    }

    @Override
    public byte[] operation(PeerInterface peer) {
        int version = peer.deviceIdl();
        return version >= 5 ? READ_ATTRIBUTES_5 : BEFORE_5[version - 1];
    }

    private static byte[] ascii(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean hasArguments() {
        return true;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public void encodeArguments(PeerInterface peer, CdrWriter out) {
        out.writeSequenceLength(1);
        encodeName(out);
        encodeCaller(peer, source, out);
    }

    String name() {
        return name;
    }

    void encodeName(CdrWriter out) {
        out.writeString(nameBytes);
    }

    /** What follows the names. */
    static void encodeCaller(PeerInterface peer, DevSource source, CdrWriter out) {
        if (peer.deviceIdl() >= 2) {
            out.writeEnum(source);
        }
        if (peer.deviceIdl() >= 4) {
            ClntIdent.encode(peer.client(), out);
        }
    }

    @Override
    public Reading<T> decodeResult(PeerInterface peer, CdrReader in) {
        int count = in.readSequenceLength(1);
        if (count != 1) {
            throw new Remote(count + " readings where one was asked for");
        }
        Reading<T> reading = decodeOne(peer, in);
        if (in.remaining() != 0) {
            throw new Remote(in.remaining() + " bytes too many behind a reading");
        }
        return reading;
    }

    /** One element of the answer. It has been read to its end if this throws the device's failure. */
    Reading<T> decodeOne(PeerInterface peer, CdrReader in) {
        return peer.deviceIdl() >= 5 ? decode5(in) : decodeBefore5(peer.deviceIdl(), in);
    }

    /**
     * Reads the structure of an event, which is the same as that of an answer.
     *
     * @param version of the structure, from 3
     */
    public Reading<T> decodeEvent(int version, CdrReader in) {
        return version >= 5 ? decode5(in) : decodeBefore5(version, in);
    }

    /** In one pass: the name is known, the parts need no records of their own. */
    private Reading<T> decode5(CdrReader in) {
        int start = in.position();
        int many = AttrValUnion.skipMany(in);
        AttrValUnion union = many < 0 ? AttrValUnion.BOXING.decode(in) : AttrValUnion.NO_DATA;
        Quality quality = in.readEnum(QUALITIES);
        DataFormat format = in.readEnum(FORMATS);
        TangoType wireType = TangoType.ofCode(in.readLong());
        int seconds = in.readLong();
        int micros = in.readLong();
        int nanos = in.readLong();
        in.skipString();
        int readX = in.readLong();
        int readY = in.readLong();
        int setX = in.readLong();
        int setY = in.readLong();
        List<DevError> errors = in.readSequence(DevErrorCodec.CODEC);
        AttrValUnion set = union;
        int setOffset = readElements(format, readX, readY);
        if (many >= 0) {
            int end = in.position();
            in.rewind(start);
            List<AttrValUnion> parts = AttrValUnion.decodeParts(in, Math.min(setOffset, many));
            in.skip(end - in.position());
            union = parts.get(0);
            set = parts.get(1);
            setOffset = 0;
        }
        return reading(
                union, set, setOffset, quality, format, wireType, seconds, micros, nanos, readX, readY, setX, setY,
                errors);
    }

    /** How many of the values were read; the others are what was set. */
    private static int readElements(DataFormat format, int x, int y) {
        long elements = format == DataFormat.SCALAR ? 1 : (long) x * Math.max(1, ReadValues.rows(x, y));
        return (int) Math.max(0, Math.min(elements, Integer.MAX_VALUE));
    }

    private Reading<T> decodeBefore5(int version, CdrReader in) {
        return switch (version) {
            case 4 -> decode4(AttributeValue4.CODEC.decode(in));
            case 3 -> decode3(AttributeValue3.CODEC.decode(in));
            default -> decode1(AttributeValue.CODEC.decode(in));
        };
    }

    private Reading<T> decode4(AttributeValue4 value) {
        return reading(
                value.value(),
                value.quality(),
                value.dataFormat(),
                value.time(),
                value.rDim(),
                value.wDim(),
                value.errList());
    }

    private Reading<T> decode3(AttributeValue3 value) {
        return reading(
                value.value().asAttributeValue(),
                value.quality(),
                format(value.rDim()),
                value.time(),
                value.rDim(),
                value.wDim(),
                value.errList());
    }

    private Reading<T> decode1(AttributeValue value) {
        AttrValUnion union = value.value().asAttributeValue();
        AttributeDim read = new AttributeDim(value.dimX(), value.dimY());
        return reading(
                union, value.quality(), format(read), value.time(), read, setDim(union.value(), read), List.of());
    }

    /** The set values follow the read ones, and nothing says how many there are but how many are left. */
    private static AttributeDim setDim(Object values, AttributeDim read) {
        long elements = values.getClass().isArray() ? Array.getLength(values) : 1;
        long left = elements - (long) read.dimX() * Math.max(1, read.dimY());
        if (left <= 0 || left > elements) {
            return AttributeDim.NONE;
        }
        if (left * 2 == elements) {
            return read;
        }
        return read.dimY() > 0 ? AttributeDim.NONE : new AttributeDim((int) left, 0);
    }

    /** Older readings do not say what shape they are: one element may be a scalar or a spectrum, as it is wanted. */
    private DataFormat format(AttributeDim read) {
        if (read.dimY() > 0) {
            return DataFormat.IMAGE;
        }
        return read.dimX() == 1 && type.format() != DataFormat.SPECTRUM ? DataFormat.SCALAR : DataFormat.SPECTRUM;
    }

    private Reading<T> reading(
            AttrValUnion union,
            Quality quality,
            DataFormat format,
            TimeVal time,
            AttributeDim read,
            AttributeDim set,
            List<DevError> errors) {
        return reading(
                union,
                union,
                readElements(format, read.dimX(), read.dimY()),
                quality,
                format,
                TangoType.UNKNOWN,
                time.tvSec(),
                time.tvUsec(),
                time.tvNsec(),
                read.dimX(),
                read.dimY(),
                set.dimX(),
                set.dimY(),
                errors);
    }

    private Reading<T> reading(
            AttrValUnion union,
            AttrValUnion setUnion,
            int setOffset,
            Quality quality,
            DataFormat format,
            TangoType wireType,
            int seconds,
            int micros,
            int nanos,
            int readX,
            int readY,
            int setX,
            int setY,
            List<DevError> errors) {
        if (!errors.isEmpty()) {
            throw new DevFailedException(errors);
        }
        long nanoOfTime = micros * 1000L + nanos;
        long second = seconds + Math.floorDiv(nanoOfTime, 1_000_000_000L);
        int nano = (int) Math.floorMod(nanoOfTime, 1_000_000_000L);
        if (quality == Quality.INVALID || !union.hasData()) {
            return Reading.invalid(java.time.Instant.ofEpochSecond(second, nano));
        }
        T value = ReadValues.part(name, type, union, wireType, format, 0, readX, readY);
        if (value == null) {
            throw new Remote("a reading of " + readX + " x " + readY + " with fewer values");
        }
        @Nullable
        T set = setX == 0 ? null : ReadValues.part(name, type, setUnion, wireType, format, setOffset, setX, setY);
        return Reading.of(value, set, quality, second, nano);
    }

    @Override
    public DevError failed(String device) {
        return DevError.of(
                Reasons.ATTRIBUTE_FAILED,
                "Failed to read_attribute on device " + device + ", attribute " + name,
                "DeviceProxy::read_attribute()");
    }

    @Override
    public String description() {
        return "read_attribute " + name;
    }
}
