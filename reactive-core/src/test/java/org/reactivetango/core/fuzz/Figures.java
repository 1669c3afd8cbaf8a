package org.reactivetango.core.fuzz;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What a run through one target came to.
 *
 * @param taken inputs that were not refused
 * @param slow inputs that took over 50 ms of processor time each time they were tried
 * @param slowOnce inputs that took over 50 ms once, but not when they were tried again: classes were loaded
 * @param slowestNanos processor time of the slowest input, of those slow once at their best
 * @param mostAllocated bytes allocated by one input
 */
record Figures(long inputs, long bytes, long taken, long slow, long slowOnce, long slowestNanos, long mostAllocated) {
    /** Nothing yet. */
    static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    Figures plus(Figures other) {
        return new Figures(
                inputs + other.inputs,
                bytes + other.bytes,
                taken + other.taken,
                slow + other.slow,
                slowOnce + other.slowOnce,
                Math.max(slowestNanos, other.slowestNanos),
                Math.max(mostAllocated, other.mostAllocated));
    }

    static Figures read(Path file) throws IOException {
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            lines.load(reader);
        }
        return new Figures(
                number(lines, "inputs"),
                number(lines, "bytes"),
                number(lines, "taken"),
                number(lines, "slow"),
                number(lines, "slowOnce"),
                number(lines, "slowestNanos"),
                number(lines, "mostAllocated"));
    }

    private static long number(Properties lines, String name) {
        return Long.parseLong(lines.getProperty(name));
    }

    void write(Path file) throws IOException {
        TreeMap<String, Long> lines = new TreeMap<>();
        lines.put("inputs", inputs);
        lines.put("bytes", bytes);
        lines.put("taken", taken);
        lines.put("slow", slow);
        lines.put("slowOnce", slowOnce);
        lines.put("slowestNanos", slowestNanos);
        lines.put("mostAllocated", mostAllocated);
        StringBuilder text = new StringBuilder();
        lines.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    @Override
    public String toString() {
        return "%,d inputs (%,d taken), slowest %.3f ms, over 50 ms %d (once %d), most allocated %,d bytes"
                .formatted(inputs, taken, slowestNanos / 1e6, slow, slowOnce, mostAllocated);
    }
}
