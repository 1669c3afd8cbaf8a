package org.reactivetango.core.error;

import java.util.List;

/**
 * The errors of one attribute out of a call for several: an element of the wire's {@code MultiDevFailed}.
 *
 * @param name the attribute
 * @param indexInCall its position in the request's list, from 0
 * @param errors its error stack, original error first
 */
public record NamedDevError(String name, int indexInCall, List<DevError> errors) {
    public NamedDevError {
        errors = List.copyOf(errors);
    }
}
