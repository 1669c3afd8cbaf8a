package org.reactivetango.core.idl;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.idl.TypeCode.Kind;

/**
 * Recognises Tango's types in TypeCodes by their kinds alone, in one pass that builds nothing.
 *
 * <p>What a TypeCode means is one constant, so that neither nesting nor indirections can make it larger than its bytes.
 * An indirection means what the TypeCode it points to means; that one must be complete, so that there are no loops. No
 * known peer sends any: what they would point to is recorded in a second pass, made only after one was met.
 */
final class TypeCodeDecoder {
    /** Where TypeCodes began, and what they were; empty while they are not complete. */
    private final Map<Integer, Optional<TypeCode>> seen = new HashMap<>();

    private TypeCodeDecoder() {}

    static TypeCode decode(CdrReader in) {
        in.align(4);
        int start = in.position();
        int end = start + in.remaining();
        TypeCode type = read(in, null);
        if (type != null) {
            return type;
        }
        CdrReader again = new CdrReader(in.nestingLeft())
                .wrap(in.buffer(), start, start, end, in.littleEndian(), CodeSet.LATIN_1);
        TypeCode found = read(again, new TypeCodeDecoder());
        if (found == null) {
            throw new IllegalStateException("a second pass always finds a type");
        }
        in.skip(again.position() - in.position());
        return found;
    }

    /** One TypeCode; null if there is an indirection in it and nothing is recorded. */
    private static @Nullable TypeCode read(CdrReader in, @Nullable TypeCodeDecoder recorder) {
        in.align(4);
        int start = in.position();
        int kind = in.readLong();
        if (kind == Kind.INDIRECTION) {
            int offset = in.position();
            return recorder == null ? null : recorder.resolve((long) offset + in.readLong());
        }
        if (recorder != null) {
            recorder.seen.put(start, Optional.empty());
        }
        TypeCode type = ofKind(kind, in, recorder);
        if (recorder != null && type != null) {
            recorder.seen.put(start, Optional.of(type));
        }
        return type;
    }

    private static @Nullable TypeCode ofKind(int kind, CdrReader in, @Nullable TypeCodeDecoder recorder) {
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
            case Kind.STRING -> {
                in.readULong();
                yield TypeCode.STRING;
            }
            case Kind.ENUM -> readEnum(in.readEncapsulation());
            case Kind.SEQUENCE -> readSequence(in.readEncapsulation(), recorder);
            case Kind.ALIAS -> readAlias(in.readEncapsulation(), recorder);
            case Kind.STRUCT -> readStruct(in.readEncapsulation(), recorder);
            default -> throw new Remote("TypeCode of kind " + (kind & 0xffffffffL) + ", which Tango does not use");
        };
    }

    private static TypeCode readEnum(CdrReader in) {
        skipNames(in);
        int labels = in.readSequenceLength(5);
        for (int i = 0; i < labels; i++) {
            in.skipString();
        }
        return complete(in, TypeCode.DEV_STATE);
    }

    private static @Nullable TypeCode readSequence(CdrReader in, @Nullable TypeCodeDecoder recorder) {
        TypeCode element = read(in, recorder);
        if (element == null) {
            return null;
        }
        in.readULong();
        TypeCode sequence = element.sequence();
        if (sequence == null) {
            throw new Remote("TypeCode of a sequence of " + element + ", which Tango does not have");
        }
        return complete(in, sequence);
    }

    private static @Nullable TypeCode readAlias(CdrReader in, @Nullable TypeCodeDecoder recorder) {
        skipNames(in);
        TypeCode type = read(in, recorder);
        if (type == null) {
            return null;
        }
        return complete(in, type == TypeCode.STRING ? TypeCode.DEV_STRING : type);
    }

    private static @Nullable TypeCode readStruct(CdrReader in, @Nullable TypeCodeDecoder recorder) {
        skipNames(in);
        long members = in.readULong();
        if (members != 2) {
            throw new Remote("TypeCode of a structure of " + members + " members, which Tango does not have");
        }
        in.skipString();
        TypeCode first = read(in, recorder);
        if (first == null) {
            return null;
        }
        in.skipString();
        TypeCode second = read(in, recorder);
        if (second == null) {
            return null;
        }
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

    private TypeCode resolve(long target) {
        Optional<TypeCode> type = target < 0 || target > Integer.MAX_VALUE ? null : seen.get((int) target);
        if (type == null) {
            throw new Remote("TypeCode indirection to where no TypeCode began");
        }
        return type.orElseThrow(() -> new Remote("TypeCode that contains itself"));
    }

    private static void skipNames(CdrReader in) {
        in.skipString();
        in.skipString();
    }

    private static TypeCode complete(CdrReader in, TypeCode type) {
        if (in.remaining() != 0) {
            throw new Remote(in.remaining() + " bytes left over in a TypeCode");
        }
        return type;
    }
}
