package org.reactivetango.core.error;

/** How bad an error is, in the order of the IDL enum {@code ErrSeverity}; in practice everything is {@link #ERR}. */
public enum ErrSeverity {
    WARN,
    ERR,
    PANIC
}
