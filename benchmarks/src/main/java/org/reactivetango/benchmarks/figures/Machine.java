package org.reactivetango.benchmarks.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;

/** The circumstances of a measurement, without which its figures say nothing. */
public record Machine(String processor, int processors, String kernel, String jvm) {
    private static final double BUSY = 0.5;

    /** This machine, before this process is moved to some CPU. */
    public static Machine here() {
        return new Machine(
                firstValue(Path.of("/proc/cpuinfo"), "model name"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
    }

    private static String firstValue(Path file, String key) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException notLinux) {
            return "unknown processor";
        }
    }

    /** Processes that wanted a CPU during the last minute, on average; negative if it is not known. */
    static double loadAverage() {
        try {
            return Double.parseDouble(firstWord(Files.readString(Path.of("/proc/loadavg"))));
        } catch (IOException notLinux) {
            return -1;
        }
    }

    private static String firstWord(String text) {
        return text.substring(0, text.indexOf(' '));
    }

    /** Date and load average at this moment. */
    public static String now() {
        double load = loadAverage();
        return String.format(
                Locale.ROOT,
                "%s, load average %.2f%s",
                ZonedDateTime.now(ZoneId.systemDefault())
                        .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ROOT)),
                load,
                load > BUSY ? " (something else is running: do not rely on these figures)" : "");
    }

    @Override
    public String toString() {
        return processors + " x " + processor + ", " + kernel + ", " + jvm;
    }
}
