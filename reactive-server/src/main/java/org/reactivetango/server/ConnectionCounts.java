package org.reactivetango.server;

import org.reactivetango.server.iiop.IiopCounters;
import org.reactivetango.server.iiop.IiopCounters.Event;

/**
 * What has happened on the port of a server since it was bound. All numbers only grow; they are read one after the other,
 * so under load one may be ahead of the next.
 *
 * @param accepted connections that were opened
 * @param refused connections closed as soon as they came, because there were {@code Limits.maxConnections} already
 * @param protocolErrors connections closed because the client broke the protocol, or speaks another one
 * @param malformedArguments requests answered with {@code MARSHAL}; their connections stay
 * @param incompleteMessages connections closed because a message was begun and did not go on in time
 * @param repliesNotTaken connections closed because the client took none of its replies for long
 * @param pauses how often a client was not read from for a while, because it had too much under way or did not take its
 *     replies
 * @param internalErrors connections that ended with an error of the server's own: always a bug, and in the log
 */
public record ConnectionCounts(
        long accepted,
        long refused,
        long protocolErrors,
        long malformedArguments,
        long incompleteMessages,
        long repliesNotTaken,
        long pauses,
        long internalErrors) {

    static ConnectionCounts of(IiopCounters counters, long refused) {
        return new ConnectionCounts(
                counters.of(Event.ACCEPTED),
                refused,
                counters.of(Event.PROTOCOL_ERROR),
                counters.of(Event.MALFORMED_ARGUMENTS),
                counters.of(Event.INCOMPLETE_MESSAGE),
                counters.of(Event.REPLIES_NOT_TAKEN),
                counters.of(Event.PAUSED),
                counters.of(Event.INTERNAL_ERROR));
    }
}
