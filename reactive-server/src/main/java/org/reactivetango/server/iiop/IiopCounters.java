package org.reactivetango.server.iiop;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What has happened on the connections of a server since it began. Counted on the loop, read by anybody. */
public final class IiopCounters {
    /** What is counted. */
    public enum Event {
        /** A client was accepted. */
        ACCEPTED,
        /** A client broke the protocol; its connection was closed. */
        PROTOCOL_ERROR,
        /** The arguments of a request were malformed; the request was answered with MARSHAL. */
        MALFORMED_ARGUMENTS,
        /** A client began a message and did not go on; its connection was closed. */
        INCOMPLETE_MESSAGE,
        /** A client took none of its replies for long; its connection was closed. */
        REPLIES_NOT_TAKEN,
        /** Nothing was read from a client for a while, because it had too much under way or did not take its replies. */
        PAUSED,
        /** Our own fault: a connection ended with an error that is neither the network's nor the client's. */
        INTERNAL_ERROR
    }

    private final Map<Event, LongAdder> counts = new EnumMap<>(Event.class);

    IiopCounters() {
        for (Event event : Event.values()) {
            counts.put(event, new LongAdder());
        }
    }

    /** How often that has happened. */
    public long of(Event event) {
        LongAdder count = counts.get(event);
        return count == null ? 0 : count.sum();
    }

    void count(Event event) {
        LongAdder count = counts.get(event);
        if (count != null) {
            count.increment();
        }
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
