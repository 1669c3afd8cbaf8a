package org.reactivetango.core.error;

/**
 * A lane refused or gave up a waiting operation: queue full, waited too long, or waiting would have been a deadlock. The
 * operation never reached the device. On the wire it is a {@code DevFailed} with {@link #reason()}.
 */
public final class LaneRejectedException extends TangoException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public LaneRejectedException(String reason, String message) {
        super(message, null, false);
        this.reason = reason;
    }

    /** Tango's reason, for example {@link Reasons#COMMAND_TIMED_OUT}. */
    public String reason() {
        return reason;
    }

    @Override
    public Completion completion() {
        return Completion.NO;
    }
}
