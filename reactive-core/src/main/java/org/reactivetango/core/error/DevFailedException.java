package org.reactivetango.core.error;

import java.util.ArrayList;
import java.util.List;

/**
 * The device (or the library on its behalf) answered with Tango's {@code DevFailed}: the full error stack, original
 * error first. Thrown by device authors' handlers, it travels to the client unchanged.
 */
public final class DevFailedException extends TangoException {
    private static final long serialVersionUID = 1L;

    private final transient List<DevError> errors;
    private final transient List<NamedDevError> failures;

    public DevFailedException(List<DevError> errors) {
        this(errors, List.of());
    }

    private DevFailedException(List<DevError> errors, List<NamedDevError> failures) {
        super(describe(errors), null, false);
        this.errors = List.copyOf(errors);
        this.failures = List.copyOf(failures);
    }

    /** A stack of one error. */
    public static DevFailedException of(String reason, String description, String origin) {
        return new DevFailedException(List.of(DevError.of(reason, description, origin)));
    }

    /** Several attributes of one call failed ({@code MultiDevFailed}); the stack is that of the first. */
    public static DevFailedException ofSeveral(List<NamedDevError> failures) {
        return new DevFailedException(
                failures.isEmpty() ? List.of() : failures.get(0).errors(), failures);
    }

    /** The error stack, original error first. */
    public List<DevError> errors() {
        return errors;
    }

    /** The attributes that failed, when the call was for several; empty otherwise. */
    public List<NamedDevError> failures() {
        return failures;
    }

    /** The reason of the original error, the token to match on; empty if the peer sent an empty stack. */
    public String reason() {
        return errors.isEmpty() ? "" : errors.get(0).reason();
    }

    /** The same failure with one more error on top, as each layer that passes it on adds one. */
    public DevFailedException with(DevError added) {
        List<DevError> more = new ArrayList<>(errors);
        more.add(added);
        return new DevFailedException(more, failures);
    }

    @Override
    public Completion completion() {
        return Completion.YES;
    }

    private static String describe(List<DevError> errors) {
        if (errors.isEmpty()) {
            return "DevFailed with an empty error stack";
        }
        StringBuilder text = new StringBuilder();
        for (DevError error : errors) {
            text.append(text.isEmpty() ? "" : "; ")
                    .append(error.reason())
                    .append(": ")
                    .append(error.description());
        }
        return text.toString();
    }
}
