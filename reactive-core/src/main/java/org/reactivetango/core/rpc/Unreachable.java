package org.reactivetango.core.rpc;

import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

/**
 * Why there is no connection to a server.
 *
 * @param cause what the last attempt met
 * @param attempts how many have failed one after the other
 * @param nanos since the first of them
 */
public record Unreachable(Throwable cause, int attempts, long nanos) {
    /** Whether the host's name means nothing, so that trying again is in vain. */
    public boolean hostUnknown() {
        return cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException;
    }
}
