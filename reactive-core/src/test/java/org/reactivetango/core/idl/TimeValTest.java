package org.reactivetango.core.idl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeValTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2026-03-04T05:06:07.123456789Z",
                "1969-12-31T23:59:59.999999999Z",
                "2038-01-19T03:14:07.999999999Z",
                "1901-12-13T20:45:52Z"
            })
    void datesThatFitComeBack(String date) {
        assertThat(TimeVal.of(Instant.parse(date)).toInstant()).isEqualTo(Instant.parse(date));
    }

    @Test
    void theFieldsAreMicrosecondsAndWhatIsBelow() {
        assertThat(TimeVal.of(Instant.ofEpochSecond(5, 123_456_789))).isEqualTo(new TimeVal(5, 123_456, 789));
    }

    @ParameterizedTest
    @CsvSource({
        "2040-01-01T00:00:00.5Z, 2038-01-19T03:14:07.5Z",
        "+1000000000-12-31T23:59:59Z, 2038-01-19T03:14:07Z",
        "1900-01-01T00:00:00Z, 1901-12-13T20:45:52Z"
    })
    void datesThatDoNotFitBecomeTheNearestSecond(String date, String onTheWire) {
        assertThat(TimeVal.of(Instant.parse(date)).toInstant()).isEqualTo(Instant.parse(onTheWire));
    }

    // PyTango 10 sends uninitialised memory as the date of an error.
    @Test
    void garbageIsADateToo() {
        for (int garbage : new int[] {1_999_999_999, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            TimeVal time = new TimeVal(garbage, garbage, garbage);
            byte[] bytes = Wire.bytes(true, 0, time, TimeVal.CODEC);

            assertThat(Wire.decode(bytes, true, 0, TimeVal.CODEC)).isEqualTo(time);
            assertThat(time.toInstant())
                    .isEqualTo(Instant.EPOCH
                            .plusSeconds(garbage)
                            .plusNanos(1000L * garbage)
                            .plusNanos(garbage));
        }
    }
}
