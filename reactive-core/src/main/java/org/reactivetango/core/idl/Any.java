package org.reactivetango.core.idl;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.TangoProtocolException.Local;
import org.reactivetango.core.model.TangoType;

/**
 * A value that says of which type it is: CORBA's {@code any}. The value is as {@link TangoType#javaType()} says; arrays
 * are not copied.
 *
 * @param type its type
 * @param value the value; null for void
 */
public record Any(TypeCode type, @Nullable Object value) {
    /** Void: what a command without argument takes and one without result gives. */
    public static final Any VOID = new Any(TypeCode.NULL, null);

    /** TypeCode and value. */
    public static final CdrCodec<Any> CODEC = CdrCodec.of(4, Any::decode, Any::encode);

    /** An argument or result of a command. */
    public static Any of(TangoType type, @Nullable Object value) {
        return type == TangoType.DEV_VOID ? VOID : new Any(TypeCode.of(type), value);
    }

    /** Writes an argument or result of a command without a record in between. */
    public static void encode(TangoType type, @Nullable Object value, CdrWriter out) {
        TypeCode code = TypeCode.of(type);
        code.encode(out);
        code.writeValue(value, out);
    }

    /**
     * Writes the values of an attribute without a record in between.
     *
     * @param element the attribute's type
     * @param readValue a boxed scalar or an array
     * @param setValue the same, if the attribute has a set value; the two become one sequence
     */
    public static void encodeSequence(TangoType element, Object readValue, @Nullable Object setValue, CdrWriter out) {
        TypeCode.ofSequence(element).encode(out);
        Values.writeSequence(element, readValue, setValue, out);
    }

    /** The type of the value. */
    public TangoType tangoType() {
        return type.tangoType();
    }

    /**
     * The value as the interfaces from version 4 on carry an attribute's: what older ones wrote. A {@link Local} error if
     * it is of no type that an attribute can have.
     */
    public AttrValUnion asAttributeValue() {
        TypeCode element = type.element() == null ? type : type.element();
        return value == null ? AttrValUnion.NO_DATA : AttrValUnion.of(element.tangoType(), value);
    }

    static Any decode(CdrReader in) {
        TypeCode type = TypeCode.decode(in);
        return type == TypeCode.NULL ? VOID : new Any(type, type.readValue(in));
    }

    void encode(CdrWriter out) {
        type.encode(out);
        type.writeValue(value, out);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Any that && type == that.type && Objects.deepEquals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.deepHashCode(new Object[] {value});
    }

    @Override
    public String toString() {
        return type + Arrays.deepToString(new Object[] {value});
    }
}
