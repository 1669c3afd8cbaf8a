package org.reactivetango.core.giop;

/**
 * Asks whether an object is here. No Tango client sends it.
 *
 * @param requestId to be repeated in the LocateReply
 * @param target which object
 */
public record LocateRequest(int requestId, TargetAddress target) implements GiopMessage {
    @Override
    public GiopMessageType type() {
        return GiopMessageType.LOCATE_REQUEST;
    }
}
