package org.reactivetango.client.cli.value;

/** What the user wrote is not what the device expects; the message says what that would be. */
public final class NotUnderstood extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotUnderstood(String message) {
        super(message);
    }
}
