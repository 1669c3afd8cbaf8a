package org.reactivetango.testkit.peers;

/** A peer could not be started, died or stayed silent; the message says which, with its last output. */
public final class PeerProcessException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PeerProcessException(String message) {
        super(message);
    }

    PeerProcessException(String message, Throwable cause) {
        super(message, cause);
    }
}
