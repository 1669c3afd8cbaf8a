package org.reactivetango.core.idl;

import java.lang.reflect.Array;

/** One array out of arrays and boxed scalars, the slow way. */
final class ArraysJoined {
    private ArraysJoined() {}

    /** {@code first} must be an array; {@code second} may be a boxed scalar. */
    static Object of(Object first, Object second) {
        boolean array = second.getClass().isArray();
        int head = Array.getLength(first);
        int tail = array ? Array.getLength(second) : 1;
        Object joined = Array.newInstance(first.getClass().getComponentType(), head + tail);
        System.arraycopy(first, 0, joined, 0, head);
        for (int i = 0; i < tail; i++) {
            Array.set(joined, head + i, array ? Array.get(second, i) : second);
        }
        return joined;
    }
}
