package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.idl.TypeCode.Kind;

/**
 * Recognises Tango's types in TypeCodes by their kinds alone, in one pass over the bytes that builds nothing.
 *
 * <p>An indirection stands for a TypeCode that was there before, within the same one. No Tango type has two equal parts,
 * so a TypeCode with an indirection in it is none of them, and is refused like every other foreign type: there are no
 * loops to follow, and nothing that means more than its bytes.
 */
final class TypeCodeDecoder {
    private TypeCodeDecoder() {}

    static TypeCode decode(CdrReader in) {
        int kind = in.readLong();
        return switch (kind) {
            case Kind.NULL -> TypeCode.NULL;
            case Kind.VOID -> TypeCode.VOID;
            case Kind.SHORT -> TypeCode.SHORT;
            case Kind.LONG -> TypeCode.LONG;
            case Kind.USHORT -> TypeCode.USHORT;
            case Kind.ULONG -> TypeCode.ULONG;
            case Kind.FLOAT -> TypeCode.FLOAT;
            case Kind.DOUBLE -> TypeCode.DOUBLE;
            case Kind.BOOLEAN -> TypeCode.BOOLEAN;
            case Kind.OCTET -> TypeCode.UCHAR;
            case Kind.LONG_LONG -> TypeCode.LONG64;
            case Kind.ULONG_LONG -> TypeCode.ULONG64;
            case Kind.STRING -> decodeString(in);
            case Kind.ENUM -> decodeEnum(in.readEncapsulation());
            case Kind.SEQUENCE -> decodeSequence(in.readEncapsulation());
            case Kind.ALIAS -> decodeAlias(in.readEncapsulation());
            case Kind.STRUCT -> decodeStruct(in.readEncapsulation());
            case Kind.INDIRECTION -> throw new Remote("TypeCode with an indirection, which no Tango type has");
            default ->
                throw new Remote("TypeCode of kind " + Integer.toUnsignedString(kind) + ", which Tango does not use");
        };
    }

    private static TypeCode decodeString(CdrReader in) {
        skipBound(in);
        return TypeCode.STRING;
    }

    private static TypeCode decodeEnum(CdrReader in) {
        skipIdAndName(in);
        int labels = in.readSequenceLength(PlainCodecs.STRING.minBytes());
        for (int i = 0; i < labels; i++) {
            in.skipString();
        }
        return complete(in, TypeCode.DEV_STATE);
    }

    private static TypeCode decodeSequence(CdrReader in) {
        TypeCode element = decode(in);
        skipBound(in);
        TypeCode sequence = element.sequence();
        if (sequence == null) {
            throw new Remote("TypeCode of a sequence of " + element + ", which Tango does not have");
        }
        return complete(in, sequence);
    }

    private static TypeCode decodeAlias(CdrReader in) {
        skipIdAndName(in);
        TypeCode type = decode(in);
        return complete(in, type == TypeCode.STRING ? TypeCode.DEV_STRING : type);
    }

    private static TypeCode decodeStruct(CdrReader in) {
        skipIdAndName(in);
        long members = in.readULong();
        if (members != 2) {
            throw new Remote("TypeCode of a structure of " + members + " members, which Tango does not have");
        }
        in.skipString();
        TypeCode first = decode(in);
        in.skipString();
        TypeCode second = decode(in);
        return complete(in, structOf(first, second));
    }

    private static TypeCode structOf(TypeCode first, TypeCode second) {
        if (second == TypeCode.DEVVAR_STRINGARRAY && first == TypeCode.DEVVAR_LONGARRAY) {
            return TypeCode.DEVVAR_LONGSTRINGARRAY;
        }
        if (second == TypeCode.DEVVAR_STRINGARRAY && first == TypeCode.DEVVAR_DOUBLEARRAY) {
            return TypeCode.DEVVAR_DOUBLESTRINGARRAY;
        }
        if (second == TypeCode.DEVVAR_CHARARRAY && (first == TypeCode.STRING || first == TypeCode.DEV_STRING)) {
            return TypeCode.DEV_ENCODED;
        }
        throw new Remote("TypeCode of a structure of " + first + " and " + second + ", which Tango does not have");
    }

    private static void skipIdAndName(CdrReader in) {
        in.skipString();
        in.skipString();
    }

    /** A bound says how long a value may be; the bytes of the message say it better. */
    private static void skipBound(CdrReader in) {
        in.readULong();
    }

    private static TypeCode complete(CdrReader in, TypeCode type) {
        if (in.remaining() != 0) {
            throw new Remote("TypeCode with " + in.remaining() + " bytes too many");
        }
        return type;
    }
}
