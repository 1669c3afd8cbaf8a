package org.reactivetango.benchmarks.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** CPU time as the kernel tells it, in steps of 10 ms. */
public final class CpuTime {
    /** The kernel tells CPU times in hundredths of a second, whatever it measures in. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private static final int USER_FIELD = 11;
    private static final int SYSTEM_FIELD = 12;
    private static final List<Integer> BUSY_FIELDS = List.of(0, 1, 2, 5, 6, 7);

    private CpuTime() {}

    /** Nanoseconds that all threads of a process have taken so far, user and system. */
    public static long ofProcess(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
        // The second field is a name in parentheses, in which there may be anything; the third follows behind it.
        List<String> fields = words(stat.substring(stat.lastIndexOf(')') + 1));
        return ticks(fields.get(USER_FIELD)) + ticks(fields.get(SYSTEM_FIELD));
    }

    /** Nanoseconds that all CPUs together have been busy so far, whatever with, other machines' work on them included. */
    public static long ofMachine() throws IOException {
        String stat = Files.readString(Path.of("/proc/stat"), StandardCharsets.ISO_8859_1);
        List<String> fields = words(stat.substring("cpu".length(), stat.indexOf('\n')));
        return BUSY_FIELDS.stream().mapToLong(field -> ticks(fields.get(field))).sum();
    }

    private static List<String> words(String text) {
        return List.of(text.trim().split("\\s+", -1));
    }

    private static long ticks(String field) {
        return Long.parseLong(field) * NANOS_PER_TICK;
    }
}
