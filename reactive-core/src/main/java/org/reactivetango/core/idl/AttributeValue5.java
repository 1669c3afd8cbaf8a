package org.reactivetango.core.idl;

import java.time.Instant;
import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.TangoType;

/**
 * A reading of an attribute: the structure {@code AttributeValue_5}.
 *
 * @param value read values, then set values
 * @param dataType the code of the scalar type, see {@link TangoType#ofCode}; 0 from some peers when reading failed
 * @param rDim size of the read part
 * @param wDim size of the set part
 * @param errList the error stack if reading failed, else empty
 */
public record AttributeValue5(
        AttrValUnion value,
        Quality quality,
        DataFormat dataFormat,
        int dataType,
        TimeVal time,
        String name,
        AttributeDim rDim,
        AttributeDim wDim,
        List<DevError> errList) {
    /** The layout of the structure. */
    public static final CdrCodec<AttributeValue5> CODEC =
            CdrCodec.of(54, AttributeValue5::decode, AttributeValue5::encode);

    /** As {@link #CODEC}, but a sequence of exactly one element is decoded to that element, boxed. */
    public static final CdrCodec<AttributeValue5> BOXING =
            CdrCodec.of(54, AttributeValue5::decodeBoxing, AttributeValue5::encode);

    static AttributeValue5 decode(CdrReader in) {
        return decodeAfterValue(AttrValUnion.decode(in), in);
    }

    static AttributeValue5 decodeBoxing(CdrReader in) {
        return decodeAfterValue(AttrValUnion.decodeBoxing(in), in);
    }

    private static AttributeValue5 decodeAfterValue(AttrValUnion value, CdrReader in) {
        return new AttributeValue5(
                value,
                in.readEnum(WireEnums.QUALITIES),
                in.readEnum(WireEnums.FORMATS),
                in.readLong(),
                TimeVal.decode(in),
                in.readString(),
                AttributeDim.decode(in),
                AttributeDim.decode(in),
                in.readSequence(DevErrorCodec.CODEC));
    }

    void encode(CdrWriter out) {
        value.encode(out);
        out.writeEnum(quality);
        out.writeEnum(dataFormat);
        out.writeLong(dataType);
        time.encode(out);
        out.writeString(name);
        rDim.encode(out);
        wDim.encode(out);
        out.writeSequence(errList, DevErrorCodec.CODEC);
    }

    /** The type of one element. */
    public TangoType type() {
        return TangoType.ofCode(dataType);
    }

    /**
     * Writes what follows the value, without a record in between; {@link AttrValUnion#encode(TangoType, Object, Object,
     * CdrWriter)} and its siblings write the value itself.
     */
    public static void encodeAfterValue(
            Quality quality,
            DataFormat format,
            TangoType type,
            Instant date,
            String name,
            AttributeDim read,
            AttributeDim set,
            List<DevError> errors,
            CdrWriter out) {
        encodeBeforeName(quality, format, type, date, out);
        out.writeString(name);
        encodeAfterName(read, set, errors, out);
    }

    /** The same with the name as the bytes that go over the wire, for who sends it again and again. */
    public static void encodeAfterValue(
            Quality quality,
            DataFormat format,
            TangoType type,
            Instant date,
            byte[] name,
            AttributeDim read,
            AttributeDim set,
            List<DevError> errors,
            CdrWriter out) {
        encodeBeforeName(quality, format, type, date, out);
        out.writeString(name);
        encodeAfterName(read, set, errors, out);
    }

    private static void encodeBeforeName(
            Quality quality, DataFormat format, TangoType type, Instant date, CdrWriter out) {
        out.writeEnum(quality);
        out.writeEnum(format);
        out.writeLong(type.code());
        TimeVal.encode(date, out);
    }

    private static void encodeAfterName(AttributeDim read, AttributeDim set, List<DevError> errors, CdrWriter out) {
        read.encode(out);
        set.encode(out);
        out.writeSequence(errors, DevErrorCodec.CODEC);
    }
}
