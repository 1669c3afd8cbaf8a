package org.reactivetango.core.idl;

import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevState;

/** Makes values of everything that goes over the wire, from a seed: the same seed makes the same values. */
public final class WireValues {
    private static final int[] SPECIAL_INTS = {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE};
    private static final int MAX_DEPTH = 4;

    private final Random random;
    private int depth;

    private WireValues(long seed) {
        this.random = new Random(seed);
    }

    public static WireValues of(long seed) {
        return new WireValues(seed);
    }

    /** A value of that type. */
    public Object any(Type type) {
        if (type instanceof ParameterizedType list) {
            return list(list.getActualTypeArguments()[0]);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == Any.class) {
            TypeCode code = pick(TypeCode.values());
            return code == TypeCode.VOID ? Any.VOID : new Any(code, ofTypeCode(code));
        }
        if (plain == AttrValUnion.class) {
            AttributeDataType branch = pick(AttributeDataType.values());
            return new AttrValUnion(branch, ofBranch(branch));
        }
        if (plain.isSealed()) {
            return any(pick(plain.getPermittedSubclasses()));
        }
        if (plain.isEnum()) {
            return pick(plain.getEnumConstants());
        }
        if (plain.isArray()) {
            return array(plain);
        }
        if (plain.isRecord()) {
            return record(plain);
        }
        return scalar(plain);
    }

    /** The shortest value of that type. */
    static Object shortest(Type type) {
        if (type instanceof ParameterizedType) {
            return List.of();
        }
        Class<?> plain = (Class<?>) type;
        if (plain == Any.class) {
            return Any.VOID;
        }
        if (plain == AttrValUnion.class) {
            return AttrValUnion.NO_DATA;
        }
        if (plain == String.class) {
            return "";
        }
        if (plain.isSealed()) {
            return shortest(plain.getPermittedSubclasses()[0]);
        }
        if (plain.isArray()) {
            return Array.newInstance(plain.getComponentType(), 0);
        }
        if (plain.isRecord()) {
            return construct(
                    plain,
                    Stream.of(plain.getRecordComponents())
                            .map(component -> shortest(component.getGenericType()))
                            .toArray());
        }
        return new WireValues(0).any(type);
    }

    /** A value that may follow that TypeCode. */
    Object ofTypeCode(TypeCode code) {
        return switch (code) {
            case NULL, VOID -> null;
            case USHORT -> ushort();
            case ULONG -> ulong();
            case DEVVAR_USHORTARRAY -> random.ints(length(), 0, 1 << 16).toArray();
            case DEVVAR_ULONGARRAY -> random.longs(length(), 0, 1L << 32).toArray();
            case LONG64, ULONG64 -> random.nextLong();
            case DEVVAR_LONG64ARRAY, DEVVAR_ULONG64ARRAY ->
                random.longs(length()).toArray();
            case DEVVAR_ENCODEDARRAY -> array(DevEncoded[].class);
            default -> any(code.tangoType().javaType());
        };
    }

    /** What that branch of the union has. */
    Object ofBranch(AttributeDataType branch) {
        return switch (branch) {
            case DEVICE_STATE -> pick(DevState.values());
            case ATT_NO_DATA -> random.nextBoolean();
            default -> ofTypeCode(TypeCode.ofSequence(branch.type()));
        };
    }

    /** An array of that type with between none and many elements, mostly few. */
    Object array(Class<?> type) {
        Class<?> element = type.getComponentType();
        Object array = Array.newInstance(element, length());
        for (int i = 0; i < Array.getLength(array); i++) {
            Array.set(array, i, element == long.class ? random.nextLong() : any(element));
        }
        return array;
    }

    private List<Object> list(Type element) {
        List<Object> elements = new ArrayList<>();
        if (depth < MAX_DEPTH) {
            depth++;
            for (int count = random.nextInt(4); count > 0; count--) {
                elements.add(any(element));
            }
            depth--;
        }
        return elements;
    }

    private Object record(Class<?> type) {
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            values.add(any(component.getGenericType()));
        }
        return construct(type, values.toArray());
    }

    private Object scalar(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        }
        if (type == byte.class || type == Byte.class) {
            return (byte) random.nextInt();
        }
        if (type == short.class || type == Short.class) {
            return (short) random.nextInt();
        }
        if (type == int.class || type == Integer.class) {
            return random.nextInt(4) == 0 ? SPECIAL_INTS[random.nextInt(SPECIAL_INTS.length)] : random.nextInt();
        }
        // The records have no 64-bit field: a long is an unsigned 32-bit one.
        if (type == long.class) {
            return ulong();
        }
        if (type == float.class || type == Float.class) {
            return Float.intBitsToFloat(random.nextInt());
        }
        if (type == double.class || type == Double.class) {
            return Double.longBitsToDouble(random.nextLong());
        }
        if (type == String.class) {
            return string();
        }
        if (type == UUID.class) {
            return new UUID(random.nextLong(), random.nextLong());
        }
        throw new AssertionError("no values of " + type);
    }

    private String string() {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(4) == 0 ? random.nextInt(600) : random.nextInt(9); length > 0; length--) {
            text.append((char) (1 + random.nextInt(255)));
        }
        return text.toString();
    }

    private int length() {
        return random.nextInt(4) == 0 ? random.nextInt(100) : random.nextInt(4);
    }

    private int ushort() {
        return random.nextInt(1 << 16);
    }

    private long ulong() {
        return random.nextInt() & 0xffffffffL;
    }

    private <T> T pick(T[] from) {
        return from[random.nextInt(from.length)];
    }

    private static Object construct(Class<?> type, Object[] values) {
        try {
            Class<?>[] types = Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("no " + type, impossible);
        }
    }
}
