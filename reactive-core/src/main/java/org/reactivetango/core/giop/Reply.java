package org.reactivetango.core.giop;

import java.util.List;

/**
 * The answer to a Request; the result, the exception or the new reference follows as the body.
 *
 * @param requestId of the request
 * @param status what the body is
 * @param serviceContexts what travels along; to be ignored
 */
public record Reply(int requestId, ReplyStatus status, List<ServiceContext> serviceContexts) implements GiopMessage {
    public Reply {
        serviceContexts = List.copyOf(serviceContexts);
    }

    @Override
    public GiopMessageType type() {
        return GiopMessageType.REPLY;
    }
}
