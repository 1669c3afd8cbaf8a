package org.reactivetango.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultTest {
    private static final Result.Setting SETTING = new Result.Setting(
            "capacity", "load 8x16", "server on CPU 0, load on CPU 1", "a \"quiet\" machine, 2 CPUs");

    @ParameterizedTest
    @EnumSource
    void everyFigureSurvivesItsLine(Figure figure) {
        Result result = new Result(SETTING, figure, "Reactive Tango", 3, Measurement.of(figure, 1.0 / 3));
        assertThat(Result.ofJson(result.toJson())).isEqualTo(result);
    }

    @Test
    void isOneLine() {
        Result result = new Result(
                SETTING,
                Figure.RATE,
                "a\nb",
                1,
                Measurement.of(Figure.RATE, 700_000).with(Figure.P50, 12.5));
        assertThat(result.toJson())
                .doesNotContain("\n")
                .contains("\"rate\":700000.0", "\"p50\":12.5", "\"round\":1", "\\\"quiet\\\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"scenario\":\"capacity\"}",
                "{\"scenario\":\"s\",\"what\":\"w\",\"pinning\":\"p\",\"circumstances\":\"c\",\"main\":\"speed\",\"side\":\"x\"}"
            })
    void saysThatALineIsNone(String line) {
        assertThatThrownBy(() -> Result.ofJson(line)).isInstanceOf(IllegalArgumentException.class);
    }
}
