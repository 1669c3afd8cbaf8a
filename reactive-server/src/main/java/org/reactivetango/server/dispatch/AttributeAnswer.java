package org.reactivetango.server.dispatch;

import io.netty.buffer.ByteBuf;
import java.lang.reflect.Array;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.idl.AttrValUnion;
import org.reactivetango.core.idl.AttributeDim;
import org.reactivetango.core.idl.AttributeValue5;
import org.reactivetango.core.idl.DevErrorCodec;
import org.reactivetango.core.idl.TimeVal;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.TangoType;

/**
 * One element of the answer to a read: what a handler gave, or why it gave nothing. It is made on the device's lane and
 * written at once, so that nothing can change in between.
 */
final class AttributeAnswer {
    private final String name;
    private final @Nullable Attribute attribute;
    private final @Nullable Object value;
    private final @Nullable Object setValue;
    private final Quality quality;
    private final Instant time;
    private final AttributeDim readDim;
    private final AttributeDim setDim;
    private final List<DevError> errors;

    private AttributeAnswer(
            String name,
            @Nullable Attribute attribute,
            @Nullable Object value,
            @Nullable Object setValue,
            Quality quality,
            Instant time,
            AttributeDim readDim,
            AttributeDim setDim,
            List<DevError> errors) {
        this.name = name;
        this.attribute = attribute;
        this.value = value;
        this.setValue = setValue;
        this.quality = quality;
        this.time = time;
        this.readDim = readDim;
        this.setDim = setDim;
        this.errors = errors;
    }

    /**
     * The answer for what a handler gave.
     *
     * @param given a value, a {@link Reading}, the {@link Attribute.SetPoint} of an attribute that can only be written, or
     *     null for nothing
     */
    static AttributeAnswer of(Attribute attribute, @Nullable Object given, Instant now) {
        try {
            return ofGiven(attribute, given, now);
        } catch (DevFailedException e) {
            return failed(attribute.name(), e.errors(), now);
        }
    }

    /**
     * As {@link #of}, for a value that nobody asked for: what cannot be an answer is thrown.
     *
     * @throws DevFailedException if it is of another type, or too large
     */
    static AttributeAnswer ofPushed(Attribute attribute, Object given, Instant now) {
        return ofGiven(attribute, given, now);
    }

    private static AttributeAnswer ofGiven(Attribute attribute, @Nullable Object given, Instant now) {
        if (given == null) {
            throw DevFailedException.of(
                    Reasons.ATTR_VALUE_NOT_SET,
                    "Read value for attribute " + attribute.name() + " has not been updated",
                    "Device_3Impl::read_attributes_no_except");
        }
        if (given instanceof Attribute.SetPoint setPoint) {
            Object set = setPoint.value();
            AttributeDim dim = dim(attribute, set);
            // The set value once, although both dimensions say one: that is how servers in C++ answer.
            return new AttributeAnswer(
                    attribute.name(), attribute, flat(set), null, Quality.VALID, now, dim, dim, List.of());
        }
        if (!(given instanceof Reading<?> reading)) {
            return ofValue(attribute, given, Quality.VALID, now);
        }
        if (!reading.hasValue()) {
            return new AttributeAnswer(
                    attribute.name(),
                    attribute,
                    null,
                    null,
                    Quality.INVALID,
                    reading.time(),
                    AttributeDim.NONE,
                    AttributeDim.NONE,
                    List.of());
        }
        return ofValue(attribute, reading.value(), reading.quality(), reading.time());
    }

    private static AttributeAnswer ofValue(Attribute attribute, Object value, Quality quality, Instant time) {
        checkType(attribute, value);
        AttributeDim readDim = dim(attribute, value);
        checkSize(attribute, readDim);
        if (!attribute.showsSetPoint()) {
            return new AttributeAnswer(
                    attribute.name(),
                    attribute,
                    flat(value),
                    null,
                    quality,
                    time,
                    readDim,
                    AttributeDim.NONE,
                    List.of());
        }
        Object setValue = attribute.setPoint().value();
        return new AttributeAnswer(
                attribute.name(),
                attribute,
                flat(value),
                flat(setValue),
                quality,
                time,
                readDim,
                dim(attribute, setValue),
                List.of());
    }

    /** The answer for a reading that failed, or for a name that nothing has. */
    static AttributeAnswer failed(String name, List<DevError> errors, Instant now) {
        return new AttributeAnswer(
                name, null, null, null, Quality.INVALID, now, AttributeDim.NONE, AttributeDim.NONE, errors);
    }

    /** The same with arrays of its own, for an answer that is written when its lane is not held any more. */
    AttributeAnswer detached() {
        return new AttributeAnswer(
                name, attribute, copy(value), copy(setValue), quality, time, readDim, setDim, errors);
    }

    /** The value with an array of its own, if it has one. */
    static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof DevEncoded encoded) {
            return new DevEncoded(encoded.format(), encoded.data().clone());
        }
        if (value == null || !value.getClass().isArray()) {
            return value;
        }
        int length = Array.getLength(value);
        Object copy = Array.newInstance(value.getClass().getComponentType(), length);
        System.arraycopy(value, 0, copy, 0, length);
        return copy;
    }

    /** The reading in it, with arrays of its own. */
    Reading<?> reading() {
        Object own = copy(value);
        if (own == null) {
            return Reading.invalid(time);
        }
        Object shaped = readDim.dimY() > 0 ? new Image<>(own, readDim.dimX(), readDim.dimY()) : own;
        return Reading.of(shaped, copy(setValue), quality, time.getEpochSecond(), time.getNano());
    }

    /** What was read, images without their shape; null if there is no value. */
    @Nullable
    Object value() {
        return value;
    }

    /** The set value beside it, likewise. */
    @Nullable
    Object setValue() {
        return setValue;
    }

    Quality quality() {
        return quality;
    }

    Instant time() {
        return time;
    }

    AttributeDim readDim() {
        return readDim;
    }

    AttributeDim setDim() {
        return setDim;
    }

    /** Its errors; empty for a reading. */
    List<DevError> errors() {
        return errors;
    }

    /** Appends it as an {@code AttributeValue_5}; as an error if what the handler gave cannot be written. */
    void encode5(CdrWriter out) {
        orElseError(out, AttributeAnswer::write5);
    }

    /** Appends it as an {@code AttributeValue_4}. */
    void encode4(CdrWriter out) {
        orElseError(out, AttributeAnswer::write4);
    }

    /** Appends it as an {@code AttributeValue_3}. */
    void encode3(CdrWriter out) {
        orElseError(out, AttributeAnswer::write3);
    }

    /** Appends it as an {@code AttributeValue} of IDL 1, which has no room for errors. */
    void encode1(CdrWriter out) {
        writeAny(out);
        out.writeEnum(quality);
        TimeVal.encode(time, out);
        out.writeString(name);
        AttributeDim.CODEC.encode(readDim, out);
    }

    /**
     * Appends it as the structure of an event; what cannot be written is thrown.
     *
     * @param version 3, 4, or more for {@code AttributeValue_5}
     */
    void encodeEvent(int version, CdrWriter out) {
        switch (version) {
            case 3 -> write3(out);
            case 4 -> write4(out);
            default -> write5(out);
        }
    }

    private void orElseError(CdrWriter out, BiConsumer<AttributeAnswer, CdrWriter> form) {
        ByteBuf buffer = out.buffer();
        int start = buffer.writerIndex();
        try {
            form.accept(this, out);
        } catch (RuntimeException e) {
            if (attribute == null) {
                throw e;
            }
            buffer.writerIndex(start);
            form.accept(failed(name, Failures.errors(e, "Attribute::" + name), time), out);
        }
    }

    private void write5(CdrWriter out) {
        writeUnion(out);
        byte[] ascii = attribute == null ? null : attribute.asciiName();
        if (ascii == null) {
            AttributeValue5.encodeAfterValue(quality, format(), type(), time, name, readDim, setDim, errors, out);
        } else {
            AttributeValue5.encodeAfterValue(quality, format(), type(), time, ascii, readDim, setDim, errors, out);
        }
    }

    private void write4(CdrWriter out) {
        writeUnion(out);
        out.writeEnum(quality);
        out.writeEnum(format());
        writeRest(out);
    }

    private void write3(CdrWriter out) {
        writeAny(out);
        out.writeEnum(quality);
        writeRest(out);
    }

    private void writeRest(CdrWriter out) {
        TimeVal.encode(time, out);
        out.writeString(name);
        AttributeDim.CODEC.encode(readDim, out);
        AttributeDim.CODEC.encode(setDim, out);
        out.writeSequence(errors, DevErrorCodec.CODEC);
    }

    private void writeUnion(CdrWriter out) {
        if (value == null) {
            AttrValUnion.encodeNoData(out);
        } else if (isDeviceState() && value instanceof DevState state) {
            AttrValUnion.encodeDeviceState(state, out);
        } else {
            AttrValUnion.encode(type(), value, setValue, out);
        }
    }

    private void writeAny(CdrWriter out) {
        if (value == null) {
            Any.CODEC.encode(Any.VOID, out);
        } else if (isDeviceState()) {
            Any.encode(TangoType.DEV_STATE, value, out);
        } else {
            Any.encodeSequence(type(), value, setValue, out);
        }
    }

    private boolean isDeviceState() {
        return attribute != null && attribute.isDeviceState();
    }

    private DataFormat format() {
        return attribute == null ? DataFormat.UNKNOWN : attribute.traits().format();
    }

    private TangoType type() {
        return attribute == null ? TangoType.DEV_VOID : attribute.traits().dataType();
    }

    private static Object flat(Object value) {
        return value instanceof Image<?> image ? image.data() : value;
    }

    private static AttributeDim dim(Attribute attribute, Object value) {
        if (attribute.traits().format() == DataFormat.SCALAR || !hasLength(value)) {
            return AttributeDim.SCALAR;
        }
        if (value instanceof Image<?> image) {
            // Clients take what has columns but no rows for one row, and read elements that are not there.
            return image.height() == 0 ? AttributeDim.NONE : new AttributeDim(image.width(), image.height());
        }
        return new AttributeDim(Array.getLength(value), 0);
    }

    private static boolean hasLength(Object value) {
        return value instanceof Image<?> || value.getClass().isArray();
    }

    private static void checkType(Attribute attribute, Object value) {
        if (!attribute.type().javaType().isInstance(value)) {
            throw DevFailedException.of(
                    Reasons.INCOMPATIBLE_ATTR_DATA_TYPE,
                    "Attribute " + attribute.name() + " is " + attribute.type() + ", but its handler gave a "
                            + value.getClass().getTypeName(),
                    "Attribute::" + attribute.name());
        }
    }

    private static void checkSize(Attribute attribute, AttributeDim dim) {
        if (dim.dimX() > attribute.traits().maxX()
                || dim.dimY() > attribute.traits().maxY()) {
            throw DevFailedException.of(
                    Reasons.ATTR_OPT_PROP,
                    "Data size for attribute " + attribute.name() + " [" + dim.dimX() + ", " + dim.dimY()
                            + "] exceeds given limit [" + attribute.traits().maxX() + ", "
                            + attribute.traits().maxY() + "]",
                    "Attribute::" + attribute.name());
        }
    }
}
