package org.reactivetango.benchmarks.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process takes besides CPU time.
 *
 * @param threads of the process
 * @param residentBytes of memory that it holds
 * @param heapBytes what is alive on the heap of a JVM, after a garbage collection; empty for other processes
 */
public record Footprint(int threads, long residentBytes, OptionalLong heapBytes) {
    private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)$");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");
    private static final long JCMD_SECONDS = 60;

    /** Looks at a process as it is now. A JVM collects its garbage first. */
    public static Footprint of(long pid) throws IOException, InterruptedException {
        OptionalLong heap = isJvm(pid) ? heap(pid) : OptionalLong.empty();
        return parse(status(pid), heap);
    }

    /** How many threads a process has now, without any effect on it. */
    public static int threads(long pid) throws IOException {
        return parse(status(pid), OptionalLong.empty()).threads();
    }

    private static String status(long pid) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.UTF_8);
    }

    private static boolean isJvm(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> Path.of(command).endsWith("java"))
                .isPresent();
    }

    /** The class histogram counts what is alive, after a full collection. */
    private static OptionalLong heap(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(List.of(JavaCommand.tool("jcmd"), Long.toString(pid), "GC.class_histogram"))
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return jcmd.waitFor(JCMD_SECONDS, TimeUnit.SECONDS) ? totalOfHistogram(said) : OptionalLong.empty();
        } finally {
            jcmd.destroyForcibly();
        }
    }

    /** The bytes in the last line of a class histogram. */
    static OptionalLong totalOfHistogram(String histogram) {
        Matcher matcher = TOTAL.matcher(histogram);
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /** Reads the file {@code /proc/<pid>/status}. */
    static Footprint parse(String status, OptionalLong heapBytes) {
        return new Footprint((int) number(THREADS, status), number(RESIDENT, status) << 10, heapBytes);
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
