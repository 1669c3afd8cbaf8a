package org.reactivetango.client.cli.value;

import org.reactivetango.core.model.ValueType;

/** A value and the type under which it is sent. */
public record TypedValue<T>(ValueType<T> type, T value) {
    static <T> TypedValue<T> of(ValueType<T> type, Object value) {
        return new TypedValue<>(type, type.cast(value));
    }
}
