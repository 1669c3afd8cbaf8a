package org.reactivetango.core.error;

import java.util.Objects;

/**
 * One entry of a Tango error stack. Entry 0 of a stack is the original error; every layer that passes it on appends one.
 *
 * @param reason the token to match on, {@code API_...} for the library's own errors (see {@link Reasons})
 * @param severity how bad it is
 * @param description text for people; never match on it
 * @param origin where it was raised, as the raiser calls it
 */
public record DevError(String reason, ErrSeverity severity, String description, String origin) {
    public DevError {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(origin, "origin");
    }

    /** An error of ordinary severity. */
    public static DevError of(String reason, String description, String origin) {
        return new DevError(reason, ErrSeverity.ERR, description, origin);
    }
}
