package org.reactivetango.server.dispatch;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.idl.EltInArray;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;

/**
 * One property of the records of a history as Tango sends it: each run of equal ones once, the newest run first.
 *
 * @param values one per run
 * @param runs which records each covers
 */
record HistoryRuns<V>(List<V> values, List<EltInArray> runs) {
    /**
     * The runs.
     *
     * @param records oldest first
     * @param property of a record; null where a record has none, which no run covers
     */
    static <R, V> HistoryRuns<V> of(List<R> records, Function<R, @Nullable V> property) {
        List<V> values = new ArrayList<>();
        List<EltInArray> runs = new ArrayList<>();
        V previous = null;
        for (int i = records.size() - 1; i >= 0; i--) {
            V value = property.apply(records.get(i));
            if (value != null && Objects.equals(value, previous)) {
                EltInArray run = runs.remove(runs.size() - 1);
                runs.add(new EltInArray(run.start(), run.nbElt() + 1));
            } else if (value != null) {
                values.add(value);
                runs.add(new EltInArray(i, 1));
            }
            previous = value;
        }
        return new HistoryRuns<>(values, runs);
    }

    /**
     * The elements of all {@code parts} in one array.
     *
     * @param element their type
     * @param parts arrays, or boxed scalars that count as arrays of one
     */
    static Object joined(TangoType element, List<Object> parts) {
        Class<?> type = ValueType.ofAttribute(element, DataFormat.SPECTRUM).javaType();
        int length = 0;
        for (Object part : parts) {
            length += part.getClass().isArray() ? Array.getLength(part) : 1;
        }
        Object joined = Array.newInstance(type.getComponentType(), length);
        int next = 0;
        for (Object part : parts) {
            if (part.getClass().isArray()) {
                int count = Array.getLength(part);
                System.arraycopy(part, 0, joined, next, count);
                next += count;
            } else {
                Array.set(joined, next++, part);
            }
        }
        return joined;
    }
}
