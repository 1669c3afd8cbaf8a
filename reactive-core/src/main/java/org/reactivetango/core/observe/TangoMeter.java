package org.reactivetango.core.observe;

import java.util.List;

/**
 * Every meter of servers and clients. Besides the tags named here each has one more, {@code server} or {@code client}, so
 * that several may share a registry.
 */
public enum TangoMeter {
    LOOP_LAG(
            "tango.loop.lag",
            Kind.TIMER,
            "seconds",
            "loop",
            "How late an event loop does what is due, ten samples per second: the time that every request waits."),
    LOOP_STALLS(
            "tango.loop.stalls",
            Kind.COUNTER,
            "stalls",
            "loop",
            "Times that somebody's code held an event loop beyond the guard's limit; the log names it."),
    LANE_WAIT(
            "tango.lane.wait",
            Kind.TIMER,
            "seconds",
            "lane",
            "How long operations waited for their device; one that found it free is not among them."),
    LANE_REFUSED(
            "tango.lane.refused",
            Kind.COUNTER,
            "operations",
            "lane",
            "Operations that never got their device: waited too long, too many waited, or a deadlock."),
    LANE_DEPTH("tango.lane.depth", Kind.GAUGE, "operations", "lane", "Operations that wait for the device now."),
    BRIDGE_QUEUE("tango.bridge.queue", Kind.GAUGE, "calls", "bridge", "Calls that wait for the blocking driver now."),
    BRIDGE_QUARANTINED(
            "tango.bridge.quarantined",
            Kind.GAUGE,
            "bridges",
            "bridge",
            "1 while a call hangs in the driver and all others are refused, else 0."),
    SERVER_CONNECTIONS("tango.server.connections", Kind.GAUGE, "connections", "", "Clients' connections now open."),
    SERVER_CONNECTIONS_REFUSED(
            "tango.server.connections.refused",
            Kind.COUNTER,
            "connections",
            "",
            "Connections closed as soon as they came, because there were too many."),
    SERVER_PROTOCOL_ERRORS(
            "tango.server.protocol.errors",
            Kind.COUNTER,
            "errors",
            "kind",
            "What clients did wrong: protocol_error, malformed_arguments, incomplete_message or replies_not_taken."),
    SERVER_IN_FLIGHT(
            "tango.server.inflight",
            Kind.GAUGE,
            "requests",
            "loop",
            "Requests that have begun and are not answered: those that wait, for a lane, a driver or a delay."),
    POLLING_LATE(
            "tango.polling.late",
            Kind.COUNTER,
            "readings",
            "",
            "Polled readings that began late, by more than a fiftieth of their period and more than 2 ms."),
    POLLING_SKIPPED(
            "tango.polling.skipped",
            Kind.COUNTER,
            "periods",
            "",
            "Periods of polling without a reading of their own: the one before took too long, or the loop was held."),
    CLIENT_CONNECTIONS("tango.client.connections", Kind.GAUGE, "connections", "", "Connections to servers now open."),
    CLIENT_IN_FLIGHT(
            "tango.client.inflight",
            Kind.GAUGE,
            "calls",
            "",
            "Calls that are on the wire and not answered, those that were given up included."),
    CLIENT_WAITING("tango.client.waiting", Kind.GAUGE, "calls", "", "Calls that wait to be sent."),
    CLIENT_LATE_REPLIES(
            "tango.client.late.replies",
            Kind.COUNTER,
            "replies",
            "",
            "Replies that came when nobody waited for them any more.");

    /** What sort of meter it is. */
    public enum Kind {
        /** What it is now; at most 100 ms old. */
        GAUGE,
        /** How often since the beginning. */
        COUNTER,
        /** How often, how long in all, and the longest of late. */
        TIMER
    }

    private final String meterName;
    private final Kind kind;
    private final String unit;
    private final String tag;
    private final String description;

    TangoMeter(String meterName, Kind kind, String unit, String tag, String description) {
        this.meterName = meterName;
        this.kind = kind;
        this.unit = unit;
        this.tag = tag;
        this.description = description;
    }

    /** Its name in the registry; how that writes it is the registry's affair. */
    public String meterName() {
        return meterName;
    }

    public Kind kind() {
        return kind;
    }

    /** What it counts; timers are in seconds, whatever the registry makes of them. */
    public String unit() {
        return unit;
    }

    /** The tags by which there are several of it. */
    public List<String> tags() {
        return tag.isEmpty() ? List.of() : List.of(tag);
    }

    /** What it says, in a sentence. */
    public String description() {
        return description;
    }
}
