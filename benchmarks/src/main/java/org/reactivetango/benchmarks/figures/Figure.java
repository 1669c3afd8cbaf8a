package org.reactivetango.benchmarks.figures;

import java.util.Locale;

/** Something that is measured, with its unit. */
public enum Figure {
    /** Operations per second. */
    RATE("operations/s", 0),
    /** Bytes of values per second, in units of 10^9. */
    GIGABYTES("GB/s", 2),
    /** CPU time of the server per operation, microseconds. */
    SERVER_CPU("server CPU us/op", 2),
    /** CPU time of the client per operation, microseconds. */
    CLIENT_CPU("client CPU us/op", 2),
    /** What a client on a JVM allocates per operation, all that its process does included, bytes. */
    CLIENT_BYTES("client bytes/op", 0),
    /** Median of the time from call to answer, microseconds. */
    P50("p50 us", 1),
    /** The 99th percentile, microseconds. */
    P99("p99 us", 1),
    /** The longest, microseconds. */
    LONGEST("max us", 0),
    /** How much of the time the load generator was busy: near 100 it was the limit. */
    LOAD_BUSY("load busy %", 0),
    /** How much of a CPU other processes took, percent: what disturbed. */
    OTHERS_BUSY("others busy %", 0),
    /** Requests without reply a second after the last reply. */
    UNANSWERED("unanswered", 0),
    /** Events that a server pushed in a second. */
    PUSHED("pushed/s", 0),
    /** Events that were pushed and not delivered. */
    LOST("lost", 0),
    /** Those of them of which the subscriber was not told, or not how many. */
    UNTOLD("lost untold", 0),
    /** How long something took, milliseconds. */
    MILLIS("ms", 0),
    /** Threads of the server. */
    THREADS("threads", 0),
    /** Memory of the server's process, MiB. */
    RESIDENT("resident MiB", 1),
    /** What is alive on the heap, KiB. */
    HEAP("heap KiB", 0),
    /** What one more connection takes on the heap, KiB. */
    HEAP_EACH("heap KiB/connection", 2),
    /** What one more connection takes of the process's memory, KiB. */
    RESIDENT_EACH("resident KiB/connection", 2);

    private final String unit;
    private final int decimals;

    Figure(String unit, int decimals) {
        this.unit = unit;
        this.decimals = decimals;
    }

    /** As a heading. */
    public String unit() {
        return unit;
    }

    /** As a key. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds one by its key. */
    public static Figure ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /** A value with as many digits as mean something. */
    public String text(double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
