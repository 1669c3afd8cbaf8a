package org.reactivetango.core.idl;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.TangoProtocolException.Local;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DevVarDoubleStringArray;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.core.model.TangoType;

/**
 * What CORBA puts before a value to say of which type it is, for the types that Tango has; and how the values of each are
 * laid out.
 *
 * <p>TypeCodes are written exactly as the other ORBs write them. When reading, names do not matter: aliases are
 * stripped, sequences need none, and whatever has the shape of a Tango type is one. Everything else is a {@link Remote}
 * error.
 */
public enum TypeCode {
    /** What void is on the wire. */
    NULL(TangoType.DEV_VOID, Kind.NULL),
    /** Void as no peer sends it and all accept it. */
    VOID(TangoType.DEV_VOID, Kind.VOID),
    BOOLEAN(TangoType.DEV_BOOLEAN, Kind.BOOLEAN),
    SHORT(TangoType.DEV_SHORT, Kind.SHORT),
    LONG(TangoType.DEV_LONG, Kind.LONG),
    LONG64(TangoType.DEV_LONG64, Kind.LONG_LONG),
    FLOAT(TangoType.DEV_FLOAT, Kind.FLOAT),
    DOUBLE(TangoType.DEV_DOUBLE, Kind.DOUBLE),
    UCHAR(TangoType.DEV_UCHAR, Kind.OCTET),
    USHORT(TangoType.DEV_USHORT, Kind.USHORT),
    ULONG(TangoType.DEV_ULONG, Kind.ULONG),
    ULONG64(TangoType.DEV_ULONG64, Kind.ULONG_LONG),
    STRING(TangoType.DEV_STRING, Kind.STRING),
    /** A string as clients in Java send it. */
    DEV_STRING(TangoType.DEV_STRING, Kind.ALIAS),
    DEV_STATE(TangoType.DEV_STATE, Kind.ENUM),
    DEVVAR_CHARARRAY(TangoType.DEVVAR_CHARARRAY, "DevVarCharArray", UCHAR),
    DEVVAR_SHORTARRAY(TangoType.DEVVAR_SHORTARRAY, "DevVarShortArray", SHORT),
    DEVVAR_LONGARRAY(TangoType.DEVVAR_LONGARRAY, "DevVarLongArray", LONG),
    DEVVAR_FLOATARRAY(TangoType.DEVVAR_FLOATARRAY, "DevVarFloatArray", FLOAT),
    DEVVAR_DOUBLEARRAY(TangoType.DEVVAR_DOUBLEARRAY, "DevVarDoubleArray", DOUBLE),
    DEVVAR_USHORTARRAY(TangoType.DEVVAR_USHORTARRAY, "DevVarUShortArray", USHORT),
    DEVVAR_ULONGARRAY(TangoType.DEVVAR_ULONGARRAY, "DevVarULongArray", ULONG),
    DEVVAR_STRINGARRAY(TangoType.DEVVAR_STRINGARRAY, "DevVarStringArray", STRING),
    DEVVAR_BOOLEANARRAY(TangoType.DEVVAR_BOOLEANARRAY, "DevVarBooleanArray", BOOLEAN),
    DEVVAR_LONG64ARRAY(TangoType.DEVVAR_LONG64ARRAY, "DevVarLong64Array", LONG64),
    DEVVAR_ULONG64ARRAY(TangoType.DEVVAR_ULONG64ARRAY, "DevVarULong64Array", ULONG64),
    /** Of histories; no command has it. */
    DEVVAR_STATEARRAY(TangoType.DEVVAR_STATEARRAY, "DevVarStateArray", DEV_STATE),
    DEVVAR_LONGSTRINGARRAY(TangoType.DEVVAR_LONGSTRINGARRAY, Kind.STRUCT),
    DEVVAR_DOUBLESTRINGARRAY(TangoType.DEVVAR_DOUBLESTRINGARRAY, Kind.STRUCT),
    DEV_ENCODED(TangoType.DEV_ENCODED, Kind.STRUCT),
    /** Of histories; no command has it, and Tango has no code for it. */
    DEVVAR_ENCODEDARRAY(TangoType.UNKNOWN, "DevVarEncodedArray", DEV_ENCODED);

    private static final Map<TangoType, TypeCode> BY_TANGO_TYPE = new EnumMap<>(TangoType.class);
    private static final Map<TangoType, TypeCode> SEQUENCES = new EnumMap<>(TangoType.class);

    static {
        for (TypeCode code : values()) {
            if (code != VOID && code != DEV_STRING && code != DEVVAR_ENCODEDARRAY) {
                BY_TANGO_TYPE.put(code.tangoType, code);
            }
            if (code.element != null) {
                SEQUENCES.put(code.element.tangoType, code);
            }
            code.bigEndian = code.encodeAlone(false);
            code.littleEndian = code.encodeAlone(true);
        }
        BY_TANGO_TYPE.put(TangoType.CONST_DEV_STRING, STRING);
        BY_TANGO_TYPE.put(TangoType.DEV_ENUM, SHORT);
        SEQUENCES.put(TangoType.DEV_ENUM, DEVVAR_SHORTARRAY);
    }

    private final TangoType tangoType;
    private final int kind;
    private final String idlName;
    private final @Nullable TypeCode element;
    private byte[] bigEndian = {};
    private byte[] littleEndian = {};

    TypeCode(TangoType type, int kind) {
        this.tangoType = type;
        this.kind = kind;
        this.idlName = type.tangoName();
        this.element = null;
    }

    TypeCode(TangoType type, String idlName, TypeCode element) {
        this.tangoType = type;
        this.kind = Kind.ALIAS;
        this.idlName = idlName;
        this.element = element;
    }

    /** The TypeCode of a command's argument or result; a {@link Local} error if there is none. */
    public static TypeCode of(TangoType type) {
        TypeCode code = BY_TANGO_TYPE.get(type);
        if (code == null) {
            throw new Local("a value of type " + type.tangoName() + " cannot be sent");
        }
        return code;
    }

    /**
     * The TypeCode of a sequence of that scalar type: what the values of an attribute are, even one scalar, where they
     * are sent with their type. A {@link Local} error if there is none.
     */
    public static TypeCode ofSequence(TangoType element) {
        TypeCode code = SEQUENCES.get(element);
        if (code == null) {
            throw new Local("values of type " + element.tangoName() + " cannot be sent");
        }
        return code;
    }

    /** The type of the values. */
    public TangoType tangoType() {
        return tangoType;
    }

    /** Of a sequence, the TypeCode of its elements. */
    public @Nullable TypeCode element() {
        return element;
    }

    /** The TypeCode of a sequence of this type, if Tango has such sequences. */
    @Nullable
    TypeCode sequence() {
        return element == null ? SEQUENCES.get(tangoType) : null;
    }

    /** Reads a TypeCode, the value not included. */
    public static TypeCode decode(CdrReader in) {
        return TypeCodeDecoder.decode(in);
    }

    /** Writes the TypeCode, the value not included. */
    public void encode(CdrWriter out) {
        out.align(4);
        out.writeRaw(bytes(out.littleEndian()));
    }

    /** What {@link #encode} writes; not a copy. */
    byte[] bytes(boolean littleEndianOrder) {
        return littleEndianOrder ? littleEndian : bigEndian;
    }

    /** Reads a value of this type: a boxed scalar, an array, a structure; null for void. */
    public @Nullable Object readValue(CdrReader in) {
        if (element != null) {
            return Values.readSequence(element.tangoType, in);
        }
        return switch (this) {
            case NULL, VOID -> null;
            case DEVVAR_LONGSTRINGARRAY -> DevVarLongStringArrayCodec.decode(in);
            case DEVVAR_DOUBLESTRINGARRAY -> DevVarDoubleStringArrayCodec.decode(in);
            default -> Values.readScalar(tangoType, in);
        };
    }

    /**
     * Writes a value of this type; a boxed scalar stands for a sequence of one. A {@link Local} error if it is of another
     * type.
     */
    public void writeValue(@Nullable Object value, CdrWriter out) {
        if (this == NULL || this == VOID) {
            if (value != null) {
                throw mismatch(value);
            }
        } else if (value == null) {
            throw mismatch(value);
        } else if (element != null) {
            Values.writeSequence(element.tangoType, value, null, out);
        } else if (this == DEVVAR_LONGSTRINGARRAY) {
            if (!(value instanceof DevVarLongStringArray pair)) {
                throw mismatch(value);
            }
            DevVarLongStringArrayCodec.encode(pair, out);
        } else if (this == DEVVAR_DOUBLESTRINGARRAY) {
            if (!(value instanceof DevVarDoubleStringArray pair)) {
                throw mismatch(value);
            }
            DevVarDoubleStringArrayCodec.encode(pair, out);
        } else {
            Values.writeScalar(tangoType, value, out);
        }
    }

    private Local mismatch(@Nullable Object value) {
        return new Local("a " + idlName + " cannot be written from "
                + (value == null ? "nothing" : "a " + value.getClass().getTypeName()));
    }

    private byte[] encodeAlone(boolean littleEndianOrder) {
        ByteBuf buffer = Unpooled.buffer(512);
        encodePiecewise(CdrWriter.over(buffer, littleEndianOrder));
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        buffer.release();
        return bytes;
    }

    /** Writes the TypeCode value by value; {@link #encode} has the bytes of that ready. */
    void encodePiecewise(CdrWriter out) {
        out.writeLong(kind);
        switch (kind) {
            case Kind.STRING -> out.writeLong(0);
            case Kind.ENUM -> {
                long outer = begin(out);
                out.writeSequenceLength(WireEnums.STATES.length);
                for (DevState state : WireEnums.STATES) {
                    out.writeString(state.name());
                }
                out.endEncapsulation(outer);
            }
            case Kind.ALIAS -> {
                long outer = begin(out);
                if (element == null) {
                    STRING.encodePiecewise(out);
                } else {
                    out.writeLong(Kind.SEQUENCE);
                    long sequence = out.beginEncapsulation();
                    element.encodePiecewise(out);
                    out.writeLong(0);
                    out.endEncapsulation(sequence);
                }
                out.endEncapsulation(outer);
            }
            case Kind.STRUCT -> {
                long outer = begin(out);
                out.writeSequenceLength(2);
                switch (this) {
                    case DEVVAR_LONGSTRINGARRAY -> {
                        writeMember("lvalue", DEVVAR_LONGARRAY, out);
                        writeMember("svalue", DEVVAR_STRINGARRAY, out);
                    }
                    case DEVVAR_DOUBLESTRINGARRAY -> {
                        writeMember("dvalue", DEVVAR_DOUBLEARRAY, out);
                        writeMember("svalue", DEVVAR_STRINGARRAY, out);
                    }
                    default -> {
                        writeMember("encoded_format", DEV_STRING, out);
                        writeMember("encoded_data", DEVVAR_CHARARRAY, out);
                    }
                }
                out.endEncapsulation(outer);
            }
            default -> {
                // The kind is all there is.
            }
        }
    }

    private long begin(CdrWriter out) {
        long outer = out.beginEncapsulation();
        out.writeString("IDL:Tango/" + idlName + ":1.0");
        out.writeString(idlName);
        return outer;
    }

    private static void writeMember(String name, TypeCode type, CdrWriter out) {
        out.writeString(name);
        type.encodePiecewise(out);
    }

    /** CORBA's {@code TCKind}, as far as Tango uses it. */
    static final class Kind {
        static final int NULL = 0;
        static final int VOID = 1;
        static final int SHORT = 2;
        static final int LONG = 3;
        static final int USHORT = 4;
        static final int ULONG = 5;
        static final int FLOAT = 6;
        static final int DOUBLE = 7;
        static final int BOOLEAN = 8;
        static final int OCTET = 10;
        static final int STRUCT = 15;
        static final int ENUM = 17;
        static final int STRING = 18;
        static final int SEQUENCE = 19;
        static final int ALIAS = 21;
        static final int LONG_LONG = 23;
        static final int ULONG_LONG = 24;
        /** Not a kind: "the same as earlier". */
        static final int INDIRECTION = -1;

        private Kind() {}
    }
}
