package org.reactivetango.core.error;

import org.jspecify.annotations.Nullable;

/** The server cannot be reached, or the connection to it was lost while a call was waiting. */
public final class TangoConnectionException extends TangoException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final Completion completion;

    public TangoConnectionException(String reason, String message, Completion completion, @Nullable Throwable cause) {
        super(message, cause, false);
        this.reason = reason;
        this.completion = completion;
    }

    /** Tango's reason, for example {@link Reasons#SERVER_NOT_RUNNING}. */
    public String reason() {
        return reason;
    }

    @Override
    public Completion completion() {
        return completion;
    }
}
