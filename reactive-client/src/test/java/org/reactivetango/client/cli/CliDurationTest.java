package org.reactivetango.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliDurationTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S, 500ms",
        "3s, PT3S, 3s",
        "1.5s, PT1.5S, 1500ms",
        "2m, PT2M, 2m",
        "90min, PT1H30M, 90m",
        "1h, PT1H, 1h",
        "250us, PT0.00025S, 0.25ms",
        "60S, PT1M, 1m"
    })
    void aNumberAndAUnit(String text, Duration duration, String shown) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(duration);
        assertThat(DurationConverter.text(duration)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "s", "-3s", "0s", "1e3s", "3 s", "3d", "9999999999s", "NaNs"})
    void nothingElse(String text) {
        assertThatThrownBy(() -> new DurationConverter().convert(text))
                .hasMessage("\"" + text + "\" is no duration: expected a number above 0 with a unit, for example 500ms,"
                        + " 3s or 2m");
    }
}
