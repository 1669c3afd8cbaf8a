package org.reactivetango.server.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.ErrSeverity;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.TangoType;

final class ChangeDetectorTest {
    private static final String NONE = AttributeConfig.NOT_SPECIFIED;
    private static final List<DevError> ERROR = List.of(DevError.of("R", "d", "o"));

    private static ChangeDetector detector(TangoType type, String relative, String absolute) {
        return new ChangeDetector(
                type, ChangeCriteria.ofChange(new AttributeConfig.Events(relative, absolute, NONE, NONE, NONE, NONE)));
    }

    private static Reading<Object> valid(Object value) {
        return Reading.of(value, Quality.VALID, Instant.EPOCH);
    }

    /** Which of the numbers are sent, {@code -} standing for those that are not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // rel | abs | readings | sent
                "Not specified | Not specified | 1 2 1e9          | 1 - -",
                "Not specified | 0.5           | 1 1.4 1.5 1.9 1  | 1 - 1.5 - 1",
                "Not specified | -0.5          | 1 1.5 1          | 1 1.5 1",
                "Not specified | 0.5           | 1 1.2 1.4 1.6    | 1 - - 1.6", // drifts add up
                "Not specified | -1,2          | 5 6.9 7 6.1 6    | 5 - 7 - 6",
                "Not specified | 0             | 1 1 1            | 1 1 1",
                "Not specified | 0.1           | 0.3 0.4 0.5 0.6  | 0.3 0.4 0.5 0.6", // 0.4 - 0.3 is below 0.1
                "10            | Not specified | 100 109 110 100  | 100 - 110 -",
                "10            | Not specified | 0 0 0.001        | 0 - 0.001",
                "10            | Not specified | 5 0 0            | 5 0 -",
                "10            | Not specified | -100 -109 -110   | -100 - -110",
                "-5,20         | Not specified | 100 119 96 95    | 100 - - 95",
                "50            | 3             | 10 12 13 13.5 7  | 10 - 13 - 7",
                "Not specified | Not specified | 1 NaN NaN 1 2    | 1 NaN - 1 -",
                "10            | 0.5           | NaN NaN 5 NaN    | NaN - 5 NaN",
                "Not specified | 1             | Infinity Infinity -Infinity | Infinity - -Infinity"
            })
    void doubles(String relative, String absolute, String readings, String sent) {
        ChangeDetector detector = detector(TangoType.DEV_DOUBLE, relative, absolute);
        String actual = Stream.of(readings.split(" ", -1))
                .map(text -> detector.isEvent(valid(Double.parseDouble(text))) ? text : "-")
                .reduce((one, other) -> one + " " + other)
                .orElseThrow();
        assertThat(actual).isEqualTo(sent);
    }

    static Stream<Arguments> valuesWithAbsoluteChangeOf2() {
        return Stream.of(
                Arguments.of(TangoType.DEV_SHORT, (short) 5, (short) 6, (short) 7),
                Arguments.of(TangoType.DEV_LONG, 5, 4, 3),
                Arguments.of(TangoType.DEV_LONG, -1_000_000_000, -1_000_000_001, 2_000_000_000),
                Arguments.of(TangoType.DEV_LONG64, Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE - 2),
                Arguments.of(TangoType.DEV_LONG64, Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE),
                Arguments.of(TangoType.DEV_ULONG64, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1),
                Arguments.of(TangoType.DEV_ULONG64, 0L, 1L, -1L),
                Arguments.of(TangoType.DEV_UCHAR, (byte) 127, (byte) -128, (byte) -127),
                Arguments.of(TangoType.DEV_UCHAR, (byte) 0, (byte) 1, (byte) -1),
                Arguments.of(TangoType.DEV_FLOAT, 1f, 2.9f, 3f),
                Arguments.of(TangoType.DEV_FLOAT, 1f, 1f, Float.NaN),
                Arguments.of(TangoType.DEV_DOUBLE, new double[] {1, 1}, new double[] {1, 2}, new double[] {1, 3}),
                Arguments.of(TangoType.DEV_DOUBLE, new double[] {1}, new double[] {2}, new double[] {1, 1}),
                Arguments.of(TangoType.DEV_FLOAT, new float[] {1}, new float[] {2}, new float[] {Float.NaN}),
                Arguments.of(TangoType.DEV_LONG, new int[] {1, 5}, new int[] {2, 4}, new int[] {2, 3}),
                Arguments.of(TangoType.DEV_SHORT, new short[] {1}, new short[] {2}, new short[] {3}),
                Arguments.of(TangoType.DEV_LONG64, new long[] {1}, new long[] {2}, new long[] {3}),
                Arguments.of(TangoType.DEV_UCHAR, new byte[] {-1}, new byte[] {-2}, new byte[] {0}),
                Arguments.of(TangoType.DEV_LONG, new int[0], new int[0], new int[1]),
                Arguments.of(
                        TangoType.DEV_LONG,
                        new Image<>(new int[] {1, 2}, 2, 1),
                        new Image<>(new int[] {2, 1}, 2, 1),
                        new Image<>(new int[] {1, 2}, 1, 2)),
                Arguments.of(
                        TangoType.DEV_ENCODED,
                        new DevEncoded("f", new byte[] {1}),
                        new DevEncoded("f", new byte[] {2}),
                        new DevEncoded("f", new byte[] {3})),
                Arguments.of(
                        TangoType.DEV_ENCODED,
                        new DevEncoded("f", new byte[1]),
                        new DevEncoded("f", new byte[1]),
                        new DevEncoded("g", new byte[1])),
                Arguments.of(
                        TangoType.DEV_ENCODED,
                        new DevEncoded("f", new byte[1]),
                        new DevEncoded("f", new byte[1]),
                        new DevEncoded("f", new byte[2])),
                Arguments.of(TangoType.DEV_BOOLEAN, true, true, false),
                Arguments.of(TangoType.DEV_STRING, "a", "a", "b"),
                Arguments.of(TangoType.DEV_STATE, DevState.ON, DevState.ON, DevState.OFF),
                Arguments.of(TangoType.DEV_ENUM, (short) 1, (short) 1, (short) 2),
                Arguments.of(TangoType.DEV_ENUM, new short[] {1, 1}, new short[] {1, 1}, new short[] {1, 2}),
                Arguments.of(TangoType.DEV_BOOLEAN, new boolean[1], new boolean[1], new boolean[] {true}),
                Arguments.of(TangoType.DEV_STRING, new String[] {"a"}, new String[] {"a"}, new String[] {"b"}),
                Arguments.of(
                        TangoType.DEV_STATE,
                        new DevState[] {DevState.ON},
                        new DevState[] {DevState.ON},
                        new DevState[] {DevState.OFF}));
    }

    @ParameterizedTest
    @MethodSource("valuesWithAbsoluteChangeOf2")
    void everyType(TangoType type, Object first, Object same, Object other) {
        ChangeDetector detector = detector(type, NONE, "2");
        assertThat(detector.isEvent(valid(first))).isTrue();
        assertThat(detector.isEvent(valid(same))).isFalse();
        assertThat(detector.isEvent(valid(other))).isTrue();
        assertThat(detector.isEvent(valid(other))).isFalse();
    }

    @Test
    void withoutCriteriaNumbersMoveFreely() {
        ChangeDetector numbers = detector(TangoType.DEV_LONG, NONE, NONE);
        assertThat(numbers.isEvent(valid(new int[] {1}))).isTrue();
        assertThat(numbers.isEvent(valid(new int[] {1000}))).isFalse();
        assertThat(numbers.isEvent(valid(new int[2]))).isTrue();
        ChangeDetector encoded = detector(TangoType.DEV_ENCODED, NONE, NONE);
        assertThat(encoded.isEvent(valid(new DevEncoded("f", new byte[1])))).isTrue();
        assertThat(encoded.isEvent(valid(new DevEncoded("f", new byte[] {9})))).isFalse();
        assertThat(encoded.isEvent(valid(new DevEncoded("f", new byte[2])))).isTrue();
    }

    @Test
    void setValuesCountAsValuesDo() {
        ChangeDetector detector = detector(TangoType.DEV_DOUBLE, NONE, "1");
        assertThat(detector.isEvent(withSetValue(1.0, 5.0))).isTrue();
        assertThat(detector.isEvent(withSetValue(1.0, 5.9))).isFalse();
        assertThat(detector.isEvent(withSetValue(1.0, 6.0))).isTrue();
        assertThat(detector.isEvent(withSetValue(1.0, null))).isTrue();
    }

    private static Reading<Double> withSetValue(double value, @Nullable Double set) {
        return Reading.of(value, set, Quality.VALID, 0, 0);
    }

    /** {@code v}alid, {@code i}nvalid, {@code a}larm, {@code e}rror, {@code o}ther error; which are sent. */
    @ParameterizedTest
    @CsvSource({
        "v v v, v - -",
        "v i i v, v i - v",
        "i i v, i - v",
        "v a a v, v a - v",
        "a i a, a i a",
        "v e e v, v e - v",
        "e e o e v, e - o e v",
        "e i e, e i e",
        "v e i i e v, v e i - e v"
    })
    void qualitiesAndErrors(String readings, String sent) {
        ChangeDetector detector = detector(TangoType.DEV_DOUBLE, NONE, NONE);
        String actual = Stream.of(readings.split(" ", -1))
                .map(kind -> isEvent(detector, kind) ? kind : "-")
                .reduce((one, other) -> one + " " + other)
                .orElseThrow();
        assertThat(actual).isEqualTo(sent);
    }

    private static boolean isEvent(ChangeDetector detector, String kind) {
        return switch (kind) {
            case "v" -> detector.isEvent(valid(1.0));
            case "a" -> detector.isEvent(Reading.of(1.0, Quality.ALARM, Instant.EPOCH));
            case "i" -> detector.isEvent(Reading.invalid(Instant.EPOCH));
            case "e" -> detector.isEvent(List.of(new DevError("R", ErrSeverity.ERR, "d", "o")));
            default -> detector.isEvent(List.of(new DevError("R", ErrSeverity.ERR, "other", "o")));
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1,", ",1", "1,2,3", "1;2"})
    void whatIsNoCriterionIsRefused(String property) {
        assertThatExceptionOfType(NumberFormatException.class)
                .isThrownBy(() -> detector(TangoType.DEV_DOUBLE, NONE, property));
    }

    /** Polled each so many milliseconds for so long: how many events. */
    @ParameterizedTest
    @CsvSource({
        "Not specified, 200, 14000, 15",
        "1000, 300, 14000, 12", // each 1200 ms
        "1000, 1000, 14000, 15",
        "1000, 990, 14000, 15", // a little early is in time
        "1000, 970, 14000, 8",
        "1000, 3000, 14000, 5",
        "10000, 9901, 100000, 11",
        "10000, 9900, 100000, 6"
    })
    void periodicEvents(String period, long pollingMillis, long totalMillis, int events) {
        PeriodicDetector detector =
                new PeriodicDetector(new AttributeConfig.Events(NONE, NONE, period, NONE, NONE, NONE));
        int sent = 0;
        for (long millis = 0; millis <= totalMillis; millis += pollingMillis) {
            sent += detector.isEvent(millis * 1_000_000 - 5) ? 1 : 0;
        }
        assertThat(sent).isEqualTo(events);
    }

    /** At which milliseconds the readings, one each 250 ms, are sent. */
    @ParameterizedTest
    @CsvSource({
        "Not specified, 2, 1 1 1 1 1 1 1, 0",
        "1000, Not specified, 1 1 1 1 1 1 1 1 1, 0 1000 2000",
        "1000, 2, 1 1 3 3 3 5 5 5 5, 0 500 1000 1250 2000",
        "1000, 2, 1 e e e e e 1 1 1, 0 250 1000 1500 2000"
    })
    void archiveEvents(String period, String absolute, String readings, String sentMillis) {
        ArchiveDetector detector = new ArchiveDetector(
                TangoType.DEV_DOUBLE, new AttributeConfig.Events(NONE, NONE, NONE, NONE, absolute, period));
        StringBuilder sent = new StringBuilder();
        long millis = 0;
        for (String reading : readings.split(" ", -1)) {
            long nanos = millis * 1_000_000;
            boolean event = reading.equals("e")
                    ? detector.isEvent(ERROR, nanos)
                    : detector.isEvent(valid(Double.parseDouble(reading)), nanos);
            sent.append(event ? (sent.isEmpty() ? "" : " ") + millis : "");
            millis += 250;
        }
        assertThat(sent).hasToString(sentMillis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0", "-1", "1.5"})
    void whatIsNoPeriodIsRefused(String property) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(
                        () -> new PeriodicDetector(new AttributeConfig.Events(NONE, NONE, property, NONE, NONE, NONE)));
    }
}
