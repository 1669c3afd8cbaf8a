package org.reactivetango.core.giop;

/**
 * The answer to a LocateRequest; for {@link LocateStatus#OBJECT_FORWARD} an IOR follows, at the next CDR alignment in
 * every version.
 *
 * @param requestId of the LocateRequest
 * @param status whether the object is here
 */
public record LocateReply(int requestId, LocateStatus status) implements GiopMessage {
    @Override
    public GiopMessageType type() {
        return GiopMessageType.LOCATE_REPLY;
    }
}
