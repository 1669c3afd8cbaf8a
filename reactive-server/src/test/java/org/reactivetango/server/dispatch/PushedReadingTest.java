package org.reactivetango.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;

/** What is pushed is written as servers in C++ write it, but for padding, which is zero here. */
final class PushedReadingTest {
    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000, 250_000_000);

    private static Attribute attribute(String name, WriteType writeType, ValueType<?> type, Object setValue) {
        return new Attribute(
                AttributeConfig.of(name, writeType, DataFormat.SCALAR, type.element()),
                type,
                null,
                null,
                Set.of(),
                Set.of(),
                null,
                false,
                new Attribute.SetPoint(setValue));
    }

    private static String hex(Attribute attribute, Object given) {
        return HexFormat.of().formatHex(PushedReading.of(attribute, given, TIME).encode(EventType.CHANGE, 5));
    }

    /** Captured from cppTango 10.0.2. */
    @Test
    void aValueIsWrittenAsInCpp() {
        Attribute readOnly = attribute("d_bool", WriteType.READ, ValueType.BOOLEAN, false);
        assertThat(hex(readOnly, true))
                .isEqualTo("c0dec0de" + "00000000" + "01000000" + "01000000" + "00000000" + "00000000" + "01000000"
                        + "00f15365" + "90d00300" + "00000000" + "07000000" + "645f626f6f6c0000"
                        + "0100000000000000" + "0000000000000000" + "00000000");
    }

    /** The set value stands behind the value; captured from cppTango 10.0.2. */
    @Test
    void aSetValueFollows() {
        Attribute writable = attribute("d_double", WriteType.READ_WRITE, ValueType.DOUBLE, 0.0);
        assertThat(hex(writable, Reading.of(3.25, Quality.VALID, TIME)))
                .isEqualTo("c0dec0de" + "05000000" + "02000000" + "0000000000000a40" + "0000000000000000" + "00000000"
                        + "00000000" + "05000000" + "00f15365" + "90d00300" + "00000000" + "09000000"
                        + "645f646f75626c6500000000" + "0100000000000000" + "0100000000000000" + "00000000");
    }

    @Test
    void whatCannotBeSentIsThrownAndNotSentAsAnError() {
        Attribute text = attribute("text", WriteType.READ, ValueType.STRING, "");
        assertThatThrownBy(() -> hex(text, 3)).isInstanceOf(DevFailedException.class);
        assertThatThrownBy(() -> hex(text, "a\0b")).isInstanceOf(TangoProtocolException.class);
    }
}
