package org.reactivetango.core.error;

/** No answer within the caller's timeout. The operation may or may not have been carried out. */
public final class TangoTimeoutException extends TangoException {
    private static final long serialVersionUID = 1L;

    private final Completion completion;

    public TangoTimeoutException(String message, Completion completion) {
        super(message, null, false);
        this.completion = completion;
    }

    /** Tango's reason for it. */
    public String reason() {
        return Reasons.DEVICE_TIMED_OUT;
    }

    @Override
    public Completion completion() {
        return completion;
    }
}
