package org.reactivetango.benchmarks.load;

/** The server did not do what it is measured for: what it sent, or that it went. */
public final class LoadFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoadFailure(String message) {
        super(message);
    }

    LoadFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
