package org.reactivetango.core.idl;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.TangoProtocolException.Local;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.TangoType;

/**
 * Bare values of Tango's scalar types and sequences of them. In Java a scalar is boxed and a sequence is an array: see
 * {@link TangoType#javaType()}; sequences are named here by the type of one element.
 */
final class Values {
    private Values() {}

    static Object readScalar(TangoType type, CdrReader in) {
        return switch (type) {
            case DEV_BOOLEAN -> in.readBoolean();
            case DEV_SHORT, DEV_ENUM -> in.readShort();
            case DEV_LONG -> in.readLong();
            case DEV_LONG64, DEV_ULONG64 -> in.readLongLong();
            case DEV_FLOAT -> in.readFloat();
            case DEV_DOUBLE -> in.readDouble();
            case DEV_UCHAR -> (byte) in.readOctet();
            case DEV_USHORT -> in.readUShort();
            case DEV_ULONG -> in.readULong();
            case DEV_STRING -> in.readString();
            case DEV_STATE -> in.readEnum(WireEnums.STATES);
            case DEV_ENCODED -> DevEncodedCodec.decode(in);
            default -> throw new Local("no scalar type: " + type.tangoName());
        };
    }

    static Object readSequence(TangoType element, CdrReader in) {
        return switch (element) {
            case DEV_BOOLEAN -> in.readBooleans();
            case DEV_SHORT, DEV_ENUM -> in.readShorts();
            case DEV_LONG -> in.readLongs();
            case DEV_LONG64, DEV_ULONG64 -> in.readLongLongs();
            case DEV_FLOAT -> in.readFloats();
            case DEV_DOUBLE -> in.readDoubles();
            case DEV_UCHAR -> in.readOctets();
            case DEV_USHORT -> in.readUShorts();
            case DEV_ULONG -> in.readULongs();
            case DEV_STRING -> in.readStrings();
            case DEV_STATE -> readStates(in);
            case DEV_ENCODED -> readEncoded(in);
            default -> throw new Local("no sequence of " + element.tangoName());
        };
    }

    /** Elements of a type that has {@link #elementBytes}, behind their count. */
    static Object readElements(TangoType element, int count, CdrReader in) {
        return switch (element) {
            case DEV_BOOLEAN -> in.readBooleanElements(count);
            case DEV_SHORT, DEV_ENUM -> in.readShortElements(count);
            case DEV_LONG -> in.readLongElements(count);
            case DEV_LONG64, DEV_ULONG64 -> in.readLongLongElements(count);
            case DEV_FLOAT -> in.readFloatElements(count);
            case DEV_DOUBLE -> in.readDoubleElements(count);
            case DEV_UCHAR -> in.readOctetArray(count);
            case DEV_USHORT -> in.readUShortElements(count);
            case DEV_ULONG -> in.readULongElements(count);
            default -> throw new Local("elements of " + element.tangoName() + " are not all of one size");
        };
    }

    /** The bytes that every element takes, 0 where they differ. */
    static int elementBytes(TangoType element) {
        return switch (element) {
            case DEV_BOOLEAN, DEV_UCHAR -> 1;
            case DEV_SHORT, DEV_ENUM, DEV_USHORT -> 2;
            case DEV_LONG, DEV_ULONG, DEV_FLOAT -> 4;
            case DEV_LONG64, DEV_ULONG64, DEV_DOUBLE -> 8;
            default -> 0;
        };
    }

    /** As {@link #readSequence}, but a sequence of exactly one element becomes that element, boxed. */
    static Object readSequenceOrSingle(TangoType element, CdrReader in) {
        if (nextCount(in) != 1) {
            return readSequence(element, in);
        }
        in.readSequenceLength(1);
        return readScalar(element, in);
    }

    /** Writes one boxed scalar. */
    static void writeScalar(TangoType type, Object value, CdrWriter out) {
        if (value.getClass().isArray()) {
            throw mismatch(type, value);
        }
        writeElements(type, value, out);
    }

    /** Writes {@code first} and {@code second}, each an array or a boxed scalar, as one sequence. */
    static void writeSequence(TangoType element, Object first, @Nullable Object second, CdrWriter out) {
        if (second == null) {
            out.writeSequenceLength(count(first));
            writeElements(element, first, out);
        } else {
            out.writeSequenceLength(Math.addExact(count(first), count(second)));
            writeElements(element, first, out);
            writeElements(element, second, out);
        }
    }

    private static void writeElements(TangoType element, Object value, CdrWriter out) {
        switch (element) {
            case DEV_BOOLEAN -> {
                if (value instanceof Boolean scalar) {
                    out.writeBoolean(scalar);
                } else if (value instanceof boolean[] array) {
                    out.writeBooleanElements(array);
                } else {
                    throw mismatch(element, value);
                }
            }
            case DEV_SHORT, DEV_ENUM -> {
                if (value instanceof Short scalar) {
                    out.writeShort(scalar);
                } else if (value instanceof short[] array) {
                    out.writeShortElements(array);
                } else {
                    throw mismatch(element, value);
                }
            }
            case DEV_LONG -> {
                if (value instanceof Integer scalar) {
                    out.writeLong(scalar);
                } else if (value instanceof int[] array) {
                    out.writeLongElements(array);
                } else {
                    throw mismatch(element, value);
                }
            }
            case DEV_LONG64, DEV_ULONG64 -> {
                if (value instanceof Long scalar) {
                    out.writeLongLong(scalar);
                } else if (value instanceof long[] array) {
                    out.writeLongLongElements(array);
                } else {
                    throw mismatch(element, value);
                }
            }
            case DEV_FLOAT -> {
                if (value instanceof Float scalar) {
                    out.writeFloat(scalar);
                } else if (value instanceof float[] array) {
                    out.writeFloatElements(array);
                } else {
                    throw mismatch(element, value);
                }
            }
            case DEV_DOUBLE -> {
                if (value instanceof Double scalar) {
                    out.writeDouble(scalar);
                } else if (value instanceof double[] array) {
                    out.writeDoubleElements(array);
                } else {
                    throw mismatch(element, value);
                }
            }
            case DEV_UCHAR -> {
                if (value instanceof Byte scalar) {
                    out.writeOctet(scalar);
                } else if (value instanceof byte[] array) {
                    out.writeRaw(array);
                } else {
                    throw mismatch(element, value);
                }
            }
            case DEV_USHORT -> {
                if (value instanceof Integer scalar) {
                    out.writeShort(scalar);
                } else if (value instanceof int[] array) {
                    out.writeUShortElements(array);
                } else {
                    throw mismatch(element, value);
                }
            }
            case DEV_ULONG -> {
                if (value instanceof Long scalar) {
                    out.writeULong(scalar);
                } else if (value instanceof long[] array) {
                    out.writeULongElements(array);
                } else {
                    throw mismatch(element, value);
                }
            }
            case DEV_STRING -> {
                if (value instanceof String scalar) {
                    out.writeString(scalar);
                } else if (value instanceof String[] array) {
                    out.writeStringElements(array);
                } else {
                    throw mismatch(element, value);
                }
            }
            case DEV_STATE -> {
                if (value instanceof DevState scalar) {
                    out.writeEnum(scalar);
                } else if (value instanceof DevState[] array) {
                    for (DevState state : array) {
                        out.writeEnum(state);
                    }
                } else {
                    throw mismatch(element, value);
                }
            }
            case DEV_ENCODED -> {
                if (value instanceof DevEncoded scalar) {
                    DevEncodedCodec.encode(scalar, out);
                } else if (value instanceof DevEncoded[] array) {
                    for (DevEncoded encoded : array) {
                        DevEncodedCodec.encode(encoded, out);
                    }
                } else {
                    throw mismatch(element, value);
                }
            }
            default -> throw mismatch(element, value);
        }
    }

    private static DevState[] readStates(CdrReader in) {
        DevState[] states = new DevState[in.readSequenceLength(4)];
        for (int i = 0; i < states.length; i++) {
            states[i] = in.readEnum(WireEnums.STATES);
        }
        return states;
    }

    private static DevEncoded[] readEncoded(CdrReader in) {
        DevEncoded[] values = new DevEncoded[in.readSequenceLength(DevEncodedCodec.CODEC.minBytes())];
        for (int i = 0; i < values.length; i++) {
            values[i] = DevEncodedCodec.decode(in);
        }
        return values;
    }

    /** The count that comes next, not yet read. */
    private static int nextCount(CdrReader in) {
        in.align(4);
        if (in.remaining() < 4) {
            throw Remote.badLength(4, in.remaining());
        }
        int index = in.position();
        return in.littleEndian() ? in.buffer().getIntLE(index) : in.buffer().getInt(index);
    }

    private static int count(Object value) {
        return value.getClass().isArray() ? Array.getLength(value) : 1;
    }

    private static Local mismatch(TangoType type, Object value) {
        return new Local("a " + type.tangoName() + " cannot be written from a "
                + value.getClass().getTypeName());
    }
}
