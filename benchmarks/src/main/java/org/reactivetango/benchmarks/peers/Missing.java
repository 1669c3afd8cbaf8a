package org.reactivetango.benchmarks.peers;

/** A peer is not here; the message says which, and what would bring it. */
public final class Missing extends Exception {
    private static final long serialVersionUID = 1L;

    Missing(String message) {
        super(message);
    }
}
