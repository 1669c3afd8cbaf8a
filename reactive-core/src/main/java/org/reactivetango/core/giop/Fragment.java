package org.reactivetango.core.giop;

/**
 * A later part of a message in GIOP 1.2; the octets follow. GIOP 1.1 fragments have no request id. We never send one.
 *
 * @param requestId of the message it belongs to
 */
public record Fragment(int requestId) implements GiopMessage {
    @Override
    public GiopMessageType type() {
        return GiopMessageType.FRAGMENT;
    }
}
