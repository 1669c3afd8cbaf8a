package org.reactivetango.core.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page has every meter as it is, and no other. */
class ObservabilityPageTest {
    @Test
    void theTableIsTheEnum() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "observability.md")).stream()
                .filter(line -> line.startsWith("| `tango.") && line.split("\\|").length > 4)
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(TangoMeter.values())
                        .map(ObservabilityPageTest::row)
                        .toList());
    }

    private static String row(TangoMeter meter) {
        String tags = meter.tags().stream().map(tag -> " `" + tag + "`").collect(Collectors.joining(","));
        return "| `" + meter.meterName() + "` | " + meter.kind().name().toLowerCase(Locale.ROOT) + " | " + meter.unit()
                + " |" + tags + " | " + meter.description() + " |";
    }
}
