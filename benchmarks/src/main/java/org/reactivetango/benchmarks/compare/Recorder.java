package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.reactivetango.benchmarks.figures.Result;

/** A file of results, a line of JSON each. What is measured again replaces what was measured before. */
public final class Recorder {
    private final Path file;

    private Recorder(Path file) {
        this.file = file;
    }

    /** A file, made when it is first written to. */
    public static Recorder to(Path file) {
        return new Recorder(file);
    }

    /** What is in it. */
    public List<Result> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.filter(line -> !line.isBlank()).map(Result::ofJson).toList();
        }
    }

    /** Takes all results of these scenarios out. */
    public void forget(Set<String> scenarios) throws IOException {
        List<String> kept = new ArrayList<>();
        for (Result result : read()) {
            if (!scenarios.contains(result.setting().scenario())) {
                kept.add(result.toJson());
            }
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(file, kept, StandardCharsets.UTF_8);
    }

    /** Adds a result, at once, so that nothing is lost if a later scenario breaks. */
    public void add(Result result) {
        try {
            Files.writeString(
                    file,
                    result.toJson() + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
