package org.reactivetango.core.model;

import org.jspecify.annotations.Nullable;

/**
 * Tango's data types with their code on the wire and their Java type.
 *
 * <p>Attributes use the scalar types whatever their {@link DataFormat}; commands use all of them. Unsigned types are
 * widened in Java, except the 64-bit one and the octet, whose bits are kept.
 */
public enum TangoType {
    DEV_VOID(0, "DevVoid", Void.class),
    DEV_BOOLEAN(1, "DevBoolean", Boolean.class),
    DEV_SHORT(2, "DevShort", Short.class),
    /** 32 bits. */
    DEV_LONG(3, "DevLong", Integer.class),
    DEV_FLOAT(4, "DevFloat", Float.class),
    DEV_DOUBLE(5, "DevDouble", Double.class),
    DEV_USHORT(6, "DevUShort", Integer.class),
    /** Unsigned 32 bits. */
    DEV_ULONG(7, "DevULong", Long.class),
    DEV_STRING(8, "DevString", String.class),
    DEVVAR_CHARARRAY(9, "DevVarCharArray", byte[].class),
    DEVVAR_SHORTARRAY(10, "DevVarShortArray", short[].class),
    DEVVAR_LONGARRAY(11, "DevVarLongArray", int[].class),
    DEVVAR_FLOATARRAY(12, "DevVarFloatArray", float[].class),
    DEVVAR_DOUBLEARRAY(13, "DevVarDoubleArray", double[].class),
    DEVVAR_USHORTARRAY(14, "DevVarUShortArray", int[].class),
    DEVVAR_ULONGARRAY(15, "DevVarULongArray", long[].class),
    DEVVAR_STRINGARRAY(16, "DevVarStringArray", String[].class),
    DEVVAR_LONGSTRINGARRAY(17, "DevVarLongStringArray", DevVarLongStringArray.class),
    DEVVAR_DOUBLESTRINGARRAY(18, "DevVarDoubleStringArray", DevVarDoubleStringArray.class),
    DEV_STATE(19, "DevState", DevState.class),
    /** A string on the wire; only servers in C++ distinguish it. */
    CONST_DEV_STRING(20, "ConstDevString", String.class),
    DEVVAR_BOOLEANARRAY(21, "DevVarBooleanArray", boolean[].class),
    /** An octet. */
    DEV_UCHAR(22, "DevUChar", Byte.class),
    DEV_LONG64(23, "DevLong64", Long.class),
    /** Unsigned 64 bits in a {@code long}; see {@link Long#toUnsignedString(long)}. */
    DEV_ULONG64(24, "DevULong64", Long.class),
    DEVVAR_LONG64ARRAY(25, "DevVarLong64Array", long[].class),
    DEVVAR_ULONG64ARRAY(26, "DevVarULong64Array", long[].class),
    /** Internal to servers in C++, never on the wire. */
    DEV_INT(27, "DevInt", Integer.class),
    DEV_ENCODED(28, "DevEncoded", DevEncoded.class),
    /** A short on the wire, with labels in the attribute's configuration. */
    DEV_ENUM(29, "DevEnum", Short.class),
    DEV_PIPE_BLOB(30, "DevPipeBlob", Void.class),
    DEVVAR_STATEARRAY(31, "DevVarStateArray", DevState[].class),
    /** In answers that carry an error instead of a value. */
    UNKNOWN(100, "unknown", Void.class);

    private static final @Nullable TangoType[] BY_CODE = new @Nullable TangoType[32];

    static {
        for (TangoType type : values()) {
            if (type.code < BY_CODE.length) {
                BY_CODE[type.code] = type;
            }
        }
    }

    private final int code;
    private final String tangoName;
    private final Class<?> javaType;

    TangoType(int code, String tangoName, Class<?> javaType) {
        this.code = code;
        this.tangoName = tangoName;
        this.javaType = javaType;
    }

    /** Its number in {@code data_type}, {@code in_type}, {@code out_type}. */
    public int code() {
        return code;
    }

    /** Its name in Tango's IDL, as error texts use it. */
    public String tangoName() {
        return tangoName;
    }

    /** What a value of it is in Java; scalars are boxed. */
    public Class<?> javaType() {
        return javaType;
    }

    /** The type of that code; {@link #UNKNOWN} for every other number. */
    public static TangoType ofCode(int code) {
        TangoType type = code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
        return type == null ? UNKNOWN : type;
    }
}
