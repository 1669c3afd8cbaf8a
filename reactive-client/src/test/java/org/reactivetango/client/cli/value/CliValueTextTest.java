package org.reactivetango.client.cli.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.ValueType;

class CliValueTextTest {
    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(ValueType.DOUBLE, 1.5, "1.5"),
                Arguments.of(ValueType.DOUBLE, Double.NaN, "NaN"),
                Arguments.of(ValueType.UCHAR, (byte) -1, "255"),
                Arguments.of(ValueType.ULONG64, -1L, "18446744073709551615"),
                Arguments.of(ValueType.LONG64, -1L, "-1"),
                Arguments.of(ValueType.STATE, DevState.ON, "ON"),
                Arguments.of(ValueType.STRING, "a\u001b[1m\nb", "a\\u001b[1m\\nb"),
                Arguments.of(ValueType.ENUM, (short) 1, "IN"),
                Arguments.of(ValueType.ENUM, (short) 9, "9"),
                Arguments.of(ValueType.ENUM, (short) -1, "-1"),
                Arguments.of(ValueType.ENUMS, new short[] {0, 1}, "[OUT, IN]"),
                Arguments.of(ValueType.UCHARS, new byte[] {1, -1}, "[1, 255]"),
                Arguments.of(ValueType.DOUBLES, new double[0], "[]"),
                Arguments.of(ValueType.LONGS, new int[] {1, 2, 3, 4, 5, 6}, "[1, 2, 3, 4, ... 6 in all]"),
                Arguments.of(ValueType.STRINGS, new String[] {"a, b", "c\"\r"}, "[\"a, b\", \"c\\\"\\r\"]"),
                Arguments.of(ValueType.ENCODED, new DevEncoded("RAW", new byte[] {0, -1}), "RAW 00ff"),
                Arguments.of(
                        ValueType.ENCODED, new DevEncoded("R\b", new byte[6]), "R\\u0008 00000000... 6 bytes in all"),
                Arguments.of(
                        ValueType.imageOf(ValueType.USHORTS),
                        new Image<>(new int[] {1, 2, 3, 4}, 2, 2),
                        "2 x 2 [1, 2, 3, 4]"),
                Arguments.of(
                        ValueType.LONG_STRINGS,
                        new DevVarLongStringArray(new int[] {1}, new String[] {"a"}),
                        "[1] [\"a\"]"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueInOneLine(ValueType<?> type, Object value, String line) {
        assertThat(text(type, 4).line(value)).isEqualTo(line);
    }

    @Test
    void anImageIsShownRowByRow() {
        Image<double[]> image = new Image<>(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);

        assertThat(text(ValueType.imageOf(double[].class), 100).lines(image))
                .containsExactly("2 x 3", "[1.0, 2.0]", "[3.0, 4.0]", "[5.0, 6.0]");
        assertThat(text(ValueType.imageOf(double[].class), 4).lines(image))
                .containsExactly("2 x 3", "[1.0, 2.0]", "[3.0, 4.0]", "... 3 rows in all");
        assertThat(text(ValueType.imageOf(double[].class), 4).lines(new Image<>(new double[0], 0, 0)))
                .containsExactly("0 x 0");
    }

    @Test
    void aTextIsShownAsItWasBroken() {
        assertThat(text(ValueType.STRING, 9).lines("ON\nAlarm:\r\n\t high"))
                .containsExactly("ON", "Alarm:", "\\t high");
        assertThat(text(ValueType.STRING, 9).lines("")).containsExactly("");
    }

    private static ValueText text(ValueType<?> type, int most) {
        return new ValueText(new Shape(type, List.of("OUT", "IN")), most);
    }
}
