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
    private static final double BUSY_PERCENT = 20;

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

    /**
     * Date, and what else went on just before.
     *
     * @param othersBusyPercent of one CPU
     */
    public static String now(double othersBusyPercent) {
        return String.format(
                Locale.ROOT,
                "%s, others busy %.0f %%%s",
                ZonedDateTime.now(ZoneId.systemDefault())
                        .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ROOT)),
                othersBusyPercent,
                othersBusyPercent > BUSY_PERCENT
                        ? " of a CPU (something else is running: do not rely on these figures)"
                        : " of a CPU");
    }

    @Override
    public String toString() {
        return processors + " x " + processor + ", " + kernel + ", " + jvm;
    }
}
