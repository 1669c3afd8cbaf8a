package org.reactivetango.benchmarks.process;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client did.
 *
 * @param operations calls that were answered
 * @param nanos how long it took
 * @param cpuNanos CPU time of the client's process
 * @param p50Nanos median of the time from a call to its answer
 * @param p99Nanos the 99th percentile
 * @param allocatedBytes what all threads of a JVM allocated meanwhile; empty for other clients
 */
public record ClientResult(
        long operations, long nanos, long cpuNanos, long p50Nanos, long p99Nanos, OptionalLong allocatedBytes) {
    private static final Pattern LINE = Pattern.compile("done (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)(?: (\\d+))?");

    /** Reads {@code done <operations> <nanos> <CPU nanos> <p50 nanos> <p99 nanos> [<bytes>]}. */
    public static ClientResult parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + line + "\" is no client's result");
        }
        return new ClientResult(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                Long.parseLong(matcher.group(4)),
                Long.parseLong(matcher.group(5)),
                matcher.group(6) == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(matcher.group(6))));
    }

    /** As a client says it. */
    public String line() {
        String line = "done " + operations + " " + nanos + " " + cpuNanos + " " + p50Nanos + " " + p99Nanos;
        return allocatedBytes.isPresent() ? line + " " + allocatedBytes.getAsLong() : line;
    }
}
