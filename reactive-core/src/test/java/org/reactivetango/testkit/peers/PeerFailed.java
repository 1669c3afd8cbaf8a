package org.reactivetango.testkit.peers;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.NamedDevError;

/**
 * A call that a peer made failed. What the peer's library appends to the device's own errors comes last. What is not a
 * DevFailed, such as a value that the peer's library refuses, is one error whose reason is the name of the exception.
 */
public final class PeerFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<DevError> errors;
    private final transient List<NamedDevError> named;

    PeerFailed(String call, List<DevError> errors, List<NamedDevError> named) {
        super(call + " failed: "
                + errors.stream()
                        .map(error -> error.reason() + ": " + error.description() + " [" + error.origin() + "]")
                        .collect(joining("; ")));
        this.errors = List.copyOf(errors);
        this.named = List.copyOf(named);
    }

    /**
     * The failure of a call that must fail.
     *
     * @throws AssertionError if it does not
     */
    public static PeerFailed of(Runnable call) {
        try {
            call.run();
        } catch (PeerFailed failure) {
            return failure;
        }
        throw new AssertionError("the peer's call did not fail");
    }

    /** The errors, the original one first. */
    public List<DevError> errors() {
        return errors;
    }

    /** The reasons of all errors, the original one first. */
    public List<String> reasons() {
        return errors.stream().map(DevError::reason).toList();
    }

    /** The reason of the original error. */
    public String reason() {
        return errors.get(0).reason();
    }

    /** Which of several attributes failed to be written; only JTango tells. */
    public List<NamedDevError> named() {
        return named;
    }
}
