package org.reactivetango.examples.patterns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the javadoc of an example says that it prints. */
final class Printed {
    private static final Pattern BLOCK = Pattern.compile("<pre>\\R(.*?) \\* </pre>", Pattern.DOTALL);

    private Printed() {}

    static List<String> by(Class<?> example) {
        return by(example, 0);
    }

    /** The lines of one of several blocks. */
    static List<String> by(Class<?> example, int block) {
        MatchResult found =
                BLOCK.matcher(source(example)).results().skip(block).findFirst().orElseThrow();
        return found.group(1)
                .lines()
                .map(line -> line.replaceFirst("^ \\* ?", ""))
                .toList();
    }

    private static String source(Class<?> example) {
        try {
            return Files.readString(Path.of("src/main/java", example.getName().replace('.', '/') + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
