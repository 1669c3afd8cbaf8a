package org.reactivetango.core.giop;

import org.reactivetango.core.error.TangoProtocolException.Remote;

/** The kinds of messages, in the order of the wire. */
public enum GiopMessageType {
    REQUEST,
    REPLY,
    CANCEL_REQUEST,
    LOCATE_REQUEST,
    LOCATE_REPLY,
    CLOSE_CONNECTION,
    MESSAGE_ERROR,
    FRAGMENT;

    private static final GiopMessageType[] VALUES = values();

    /**
     * The type with this octet.
     *
     * @throws Remote if there is none; peers close such a connection
     */
    public static GiopMessageType of(int octet) {
        if (octet >= VALUES.length) {
            throw new Remote("GIOP message of unknown type " + octet);
        }
        return VALUES[octet];
    }

    /** Whether a message of this type may come in fragments; its GIOP 1.2 body begins with a request id then. */
    public boolean mayBeFragmented(GiopVersion version) {
        return switch (this) {
            case REQUEST, REPLY -> version.hasFragments();
            case LOCATE_REQUEST, LOCATE_REPLY -> version == GiopVersion.V1_2;
            case CANCEL_REQUEST, CLOSE_CONNECTION, MESSAGE_ERROR, FRAGMENT -> false;
        };
    }
}
