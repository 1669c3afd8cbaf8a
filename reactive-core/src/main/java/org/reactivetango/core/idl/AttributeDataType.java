package org.reactivetango.core.idl;

import org.reactivetango.core.error.TangoProtocolException.Local;
import org.reactivetango.core.model.TangoType;

/** The discriminator of {@link AttrValUnion}, in the order of the wire. */
public enum AttributeDataType {
    ATT_BOOL(TangoType.DEV_BOOLEAN),
    ATT_SHORT(TangoType.DEV_SHORT),
    ATT_LONG(TangoType.DEV_LONG),
    ATT_LONG64(TangoType.DEV_LONG64),
    ATT_FLOAT(TangoType.DEV_FLOAT),
    ATT_DOUBLE(TangoType.DEV_DOUBLE),
    ATT_UCHAR(TangoType.DEV_UCHAR),
    ATT_USHORT(TangoType.DEV_USHORT),
    ATT_ULONG(TangoType.DEV_ULONG),
    ATT_ULONG64(TangoType.DEV_ULONG64),
    ATT_STRING(TangoType.DEV_STRING),
    ATT_STATE(TangoType.DEV_STATE),
    /** One bare state without a sequence around it: the pseudo attribute {@code State} of servers in C++. */
    DEVICE_STATE(TangoType.DEV_STATE),
    ATT_ENCODED(TangoType.DEV_ENCODED),
    /** There is no value. */
    ATT_NO_DATA(TangoType.DEV_VOID);

    static final AttributeDataType[] VALUES = values();

    private final TangoType type;

    AttributeDataType(TangoType type) {
        this.type = type;
    }

    /** The type of one element; {@link TangoType#DEV_SHORT} for enumerated attributes too. */
    public TangoType type() {
        return type;
    }

    /** The branch for the values of an attribute of that type; a {@link Local} error if attributes cannot have it. */
    public static AttributeDataType of(TangoType type) {
        return switch (type) {
            case DEV_BOOLEAN -> ATT_BOOL;
            case DEV_SHORT, DEV_ENUM -> ATT_SHORT;
            case DEV_LONG -> ATT_LONG;
            case DEV_LONG64 -> ATT_LONG64;
            case DEV_FLOAT -> ATT_FLOAT;
            case DEV_DOUBLE -> ATT_DOUBLE;
            case DEV_UCHAR -> ATT_UCHAR;
            case DEV_USHORT -> ATT_USHORT;
            case DEV_ULONG -> ATT_ULONG;
            case DEV_ULONG64 -> ATT_ULONG64;
            case DEV_STRING -> ATT_STRING;
            case DEV_STATE -> ATT_STATE;
            case DEV_ENCODED -> ATT_ENCODED;
            default -> throw new Local("an attribute cannot be of type " + type.tangoName());
        };
    }
}
