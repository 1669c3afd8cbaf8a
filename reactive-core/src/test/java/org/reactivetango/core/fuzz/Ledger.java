package org.reactivetango.core.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The figures of a fuzzing run: one file per target, each from a JVM of its own, summed up when all have run. */
final class Ledger {
    /** Whether Jazzer's engine makes the inputs; replaying seeds is no run. */
    static final boolean ENGINE = System.getenv("JAZZER_FUZZ") != null;

    private static final Path FOLDER = Path.of("target", "fuzz");

    private Ledger() {}

    /** Keeps the figures of a run. */
    static void record(Target target, Meter meter) throws IOException {
        if (ENGINE && meter.figures().inputs() > 0) {
            meter.figures().write(FOLDER.resolve(target.name()));
            System.out.println(target + ": " + meter.figures());
        }
    }

    /** The figures of the targets that have run. */
    static Map<Target, Figures> figures() {
        Map<Target, Figures> figures = new EnumMap<>(Target.class);
        for (Target target : Target.values()) {
            Path file = FOLDER.resolve(target.name());
            try {
                if (Files.exists(file)) {
                    figures.put(target, Figures.read(file));
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return figures;
    }
}
