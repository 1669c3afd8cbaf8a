package org.reactivetango.client.exchange;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivetango.client.session.Exchange;
import org.reactivetango.client.session.PeerInterface;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.idl.AttrValUnion;
import org.reactivetango.core.idl.AttributeDim;
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

/** Reads one attribute: {@code read_attributes_5}, or {@code _4} where a device has no newer. */
public final class ReadAttribute<T> implements Exchange<Reading<T>> {
    private static final byte[] READ_ATTRIBUTES_5 = "read_attributes_5".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] READ_ATTRIBUTES_4 = "read_attributes_4".getBytes(StandardCharsets.US_ASCII);
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
        return peer.deviceIdl() >= 5 ? READ_ATTRIBUTES_5 : READ_ATTRIBUTES_4;
    }

    @Override
    public boolean hasArguments() {
        return true;
    }

    @Override
    public void encodeArguments(PeerInterface peer, CdrWriter out) {
        out.writeSequenceLength(1);
        out.writeString(nameBytes);
        out.writeEnum(source);
        ClntIdent.encode(peer.client(), out);
    }

    @Override
    public Reading<T> decodeResult(PeerInterface peer, CdrReader in) {
        int count = in.readSequenceLength(1);
        if (count != 1) {
            throw new Remote(count + " readings where one was asked for");
        }
        Reading<T> reading = peer.deviceIdl() >= 5 ? decode5(in) : decode4(AttributeValue4.CODEC.decode(in));
        if (in.remaining() != 0) {
            throw new Remote(in.remaining() + " bytes too many behind a reading");
        }
        return reading;
    }

    /** In one pass: the name is known, the parts need no records of their own. */
    private Reading<T> decode5(CdrReader in) {
        AttrValUnion union = AttrValUnion.BOXING.decode(in);
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
        return reading(union, quality, format, wireType, seconds, micros, nanos, readX, readY, setX, setY, errors);
    }

    private Reading<T> decode4(AttributeValue4 value) {
        TimeVal time = value.time();
        AttributeDim read = value.rDim();
        AttributeDim set = value.wDim();
        return reading(
                value.value(),
                value.quality(),
                value.dataFormat(),
                TangoType.UNKNOWN,
                time.tvSec(),
                time.tvUsec(),
                time.tvNsec(),
                read.dimX(),
                read.dimY(),
                set.dimX(),
                set.dimY(),
                value.errList());
    }

    private Reading<T> reading(
            AttrValUnion union,
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
        int readElements =
                format == DataFormat.SCALAR ? 1 : Math.multiplyExact(readX, Math.max(1, ReadValues.rows(readX, readY)));
        @Nullable
        T set = setX == 0 ? null : ReadValues.part(name, type, union, wireType, format, readElements, setX, setY);
        return Reading.of(value, set, quality, second, nano);
    }

    @Override
    public String description() {
        return "read_attribute " + name;
    }
}
