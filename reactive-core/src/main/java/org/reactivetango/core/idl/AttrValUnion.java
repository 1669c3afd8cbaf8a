package org.reactivetango.core.idl;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.TangoProtocolException.Local;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.TangoType;

/**
 * The values of an attribute: the union {@code AttrValUnion}. Read values come first, set values follow in the same
 * sequence.
 *
 * <p>The value is a primitive array (or a {@code String[]}, {@code DevState[]}, {@code DevEncoded[]}), with two
 * exceptions: {@link AttributeDataType#DEVICE_STATE} has one {@link DevState} and {@link AttributeDataType#ATT_NO_DATA}
 * one {@link Boolean}. Where a decoder was asked for it, and for encoding, a boxed scalar stands for an array of one.
 * The array is not copied.
 *
 * @param type the branch
 * @param value what it has
 */
public record AttrValUnion(AttributeDataType type, Object value) {
    /** From so many values on it pays to divide them without a copy. */
    private static final int MANY = 1024;

    /** No value, as after an error. */
    public static final AttrValUnion NO_DATA = new AttrValUnion(AttributeDataType.ATT_NO_DATA, true);

    /** Sequences are decoded to arrays. */
    public static final CdrCodec<AttrValUnion> CODEC = CdrCodec.of(5, AttrValUnion::decode, AttrValUnion::encode);

    /** As {@link #CODEC}, but a sequence of exactly one element is decoded to that element, boxed. */
    public static final CdrCodec<AttrValUnion> BOXING =
            CdrCodec.of(5, AttrValUnion::decodeBoxing, AttrValUnion::encode);

    /** The values of an attribute of that type: an array, or a boxed scalar. */
    public static AttrValUnion of(TangoType type, Object value) {
        return new AttrValUnion(AttributeDataType.of(type), value);
    }

    /** The pseudo attribute {@code State} as servers in C++ send it. */
    public static AttrValUnion ofDeviceState(DevState state) {
        return new AttrValUnion(AttributeDataType.DEVICE_STATE, state);
    }

    /**
     * Writes the values of an attribute without a record in between.
     *
     * @param type the attribute's type, which chooses the branch
     * @param readValue a boxed scalar or an array
     * @param setValue the same, if the attribute has a set value; the two become one sequence
     */
    public static void encode(TangoType type, Object readValue, @Nullable Object setValue, CdrWriter out) {
        out.writeEnum(AttributeDataType.of(type));
        Values.writeSequence(type, readValue, setValue, out);
    }

    /** Writes {@link #ofDeviceState} without a record in between. */
    public static void encodeDeviceState(DevState state, CdrWriter out) {
        out.writeEnum(AttributeDataType.DEVICE_STATE);
        out.writeEnum(state);
    }

    /** Writes {@link #NO_DATA}. */
    public static void encodeNoData(CdrWriter out) {
        out.writeEnum(AttributeDataType.ATT_NO_DATA);
        out.writeBoolean(true);
    }

    /** Whether there is a value. */
    public boolean hasData() {
        return type != AttributeDataType.ATT_NO_DATA;
    }

    static AttrValUnion decode(CdrReader in) {
        AttributeDataType type = in.readEnum(AttributeDataType.VALUES);
        return new AttrValUnion(type, isBare(type) ? readBare(type, in) : Values.readSequence(type.type(), in));
    }

    static AttrValUnion decodeBoxing(CdrReader in) {
        AttributeDataType type = in.readEnum(AttributeDataType.VALUES);
        return new AttrValUnion(type, isBare(type) ? readBare(type, in) : Values.readSequenceOrSingle(type.type(), in));
    }

    /**
     * Passes over values that are many: what comes behind says how they divide into read and set values, and only then are
     * they decoded, each part to an array of its own. Without this, both would be copied out of a third array.
     *
     * @return how many there are, to be decoded by {@link #decodeParts} from the position where this began; -1, and nothing
     *     is passed over, if they are few or not all of one size
     */
    public static int skipMany(CdrReader in) {
        int start = in.position();
        AttributeDataType type = in.readEnum(AttributeDataType.VALUES);
        int elementBytes = isBare(type) ? 0 : Values.elementBytes(type.type());
        if (elementBytes > 0) {
            int count = in.readSequenceLength(elementBytes);
            if (count >= MANY) {
                in.align(elementBytes);
                in.skip(Math.multiplyExact(count, elementBytes));
                return count;
            }
        }
        in.rewind(start);
        return -1;
    }

    /**
     * Decodes what {@link #skipMany} has passed over.
     *
     * @param first how many belong to the first part
     * @return both parts; the second has what is left
     */
    public static List<AttrValUnion> decodeParts(CdrReader in, int first) {
        AttributeDataType type = in.readEnum(AttributeDataType.VALUES);
        int count = in.readSequenceLength(Values.elementBytes(type.type()));
        return List.of(
                new AttrValUnion(type, Values.readElements(type.type(), first, in)),
                new AttrValUnion(type, Values.readElements(type.type(), count - first, in)));
    }

    void encode(CdrWriter out) {
        out.writeEnum(type);
        if (!isBare(type)) {
            Values.writeSequence(type.type(), value, null, out);
        } else if (value instanceof DevState state && type == AttributeDataType.DEVICE_STATE) {
            out.writeEnum(state);
        } else if (value instanceof Boolean flag && type == AttributeDataType.ATT_NO_DATA) {
            out.writeBoolean(flag);
        } else {
            throw new Local(
                    type + " cannot be written from a " + value.getClass().getTypeName());
        }
    }

    private static boolean isBare(AttributeDataType type) {
        return type == AttributeDataType.DEVICE_STATE || type == AttributeDataType.ATT_NO_DATA;
    }

    private static Object readBare(AttributeDataType type, CdrReader in) {
        return type == AttributeDataType.DEVICE_STATE ? in.readEnum(WireEnums.STATES) : (Object) in.readBoolean();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AttrValUnion that && type == that.type && Objects.deepEquals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.deepHashCode(new Object[] {value});
    }

    @Override
    public String toString() {
        String text = Arrays.deepToString(new Object[] {value});
        return type + text;
    }
}
