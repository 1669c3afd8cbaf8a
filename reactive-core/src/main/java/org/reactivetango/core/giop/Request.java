package org.reactivetango.core.giop;

import java.util.List;

/**
 * A call; its arguments follow as the body.
 *
 * @param requestId unique among the requests of a connection that wait for a reply
 * @param responseExpected false for one-way calls
 * @param target which object
 * @param operation its IDL name
 * @param serviceContexts what travels along
 */
public record Request(
        int requestId,
        boolean responseExpected,
        TargetAddress target,
        String operation,
        List<ServiceContext> serviceContexts)
        implements GiopMessage {

    public Request {
        serviceContexts = List.copyOf(serviceContexts);
    }

    @Override
    public GiopMessageType type() {
        return GiopMessageType.REQUEST;
    }
}
