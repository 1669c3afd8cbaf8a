package org.reactivetango.core.error;

import org.jspecify.annotations.Nullable;

/**
 * Root of everything this library signals. A message says who, what, how long, and what to do.
 *
 * <p>Instances made for events on the wire carry no stack trace: the frames of an event loop say nothing about the caller.
 */
public abstract sealed class TangoException extends RuntimeException
        permits DevFailedException,
                LaneRejectedException,
                TangoConnectionException,
                TangoProtocolException,
                TangoTimeoutException {

    private static final long serialVersionUID = 1L;

    TangoException(String message, @Nullable Throwable cause, boolean withStackTrace) {
        super(message, cause, true, withStackTrace);
    }

    /** Whether the failed operation had been carried out. */
    public abstract Completion completion();
}
