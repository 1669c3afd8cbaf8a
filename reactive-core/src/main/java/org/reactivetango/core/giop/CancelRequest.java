package org.reactivetango.core.giop;

/**
 * The client no longer waits for a reply. Never send one to an omniORB server: it may stop answering on that connection.
 *
 * @param requestId of the request; servers ignore ids they do not know
 */
public record CancelRequest(int requestId) implements GiopMessage {
    @Override
    public GiopMessageType type() {
        return GiopMessageType.CANCEL_REQUEST;
    }
}
