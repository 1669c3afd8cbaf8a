package org.reactivetango.benchmarks.process;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came of events, at all subscribers of a process together.
 *
 * @param pushed that should have been delivered: events times subscribers, if all subscribe the same
 * @param delivered that were
 * @param missed of which the subscriber was told that it has lost them
 * @param nanos from the first to the last
 * @param cpuNanos CPU time of the subscribing process
 * @param p50Nanos median of the time from pushing to delivery
 * @param p99Nanos the 99th percentile
 * @param allocatedBytes what all threads of a JVM allocated meanwhile; empty for other programs
 */
public record EventResult(
        long pushed,
        long delivered,
        long missed,
        long nanos,
        long cpuNanos,
        long p50Nanos,
        long p99Nanos,
        OptionalLong allocatedBytes) {
    private static final Pattern LINE =
            Pattern.compile("done (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)(?: (\\d+))?");

    /** Reads {@code done <pushed> <delivered> <missed> <nanos> <CPU nanos> <p50 nanos> <p99 nanos> [<bytes>]}. */
    public static EventResult parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + line + "\" is no result of a subscriber");
        }
        return new EventResult(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                Long.parseLong(matcher.group(4)),
                Long.parseLong(matcher.group(5)),
                Long.parseLong(matcher.group(6)),
                Long.parseLong(matcher.group(7)),
                matcher.group(8) == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(matcher.group(8))));
    }

    /** As a subscriber says it. */
    public String line() {
        String line = "done " + pushed + " " + delivered + " " + missed + " " + nanos + " " + cpuNanos + " " + p50Nanos
                + " " + p99Nanos;
        return allocatedBytes.isPresent() ? line + " " + allocatedBytes.getAsLong() : line;
    }

    /** Whether all came. */
    public boolean isWhole() {
        return delivered == pushed;
    }

    /** What is lost without a word. */
    public long untold() {
        return pushed - delivered - missed;
    }
}
