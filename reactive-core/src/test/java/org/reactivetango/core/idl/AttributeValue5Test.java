package org.reactivetango.core.idl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.TangoType;

final class AttributeValue5Test {
    private static final Instant DATE = Instant.parse("2026-03-04T05:06:07.123456789Z");

    @Test
    void theRecordAndThePiecesAreTheSameBytes() {
        List<DevError> errors = List.of(DevError.of("API_Some", "what", "where"));
        AttributeValue5 value = new AttributeValue5(
                AttrValUnion.of(TangoType.DEV_DOUBLE, new double[] {1.5, -2.5}),
                Quality.ALARM,
                DataFormat.SCALAR,
                TangoType.DEV_DOUBLE.code(),
                TimeVal.of(DATE),
                "current",
                AttributeDim.SCALAR,
                AttributeDim.SCALAR,
                errors);

        byte[] pieces = Wire.bytes(true, 0, out -> {
            AttrValUnion.encode(TangoType.DEV_DOUBLE, 1.5, -2.5, out);
            AttributeValue5.encodeAfterValue(
                    Quality.ALARM,
                    DataFormat.SCALAR,
                    TangoType.DEV_DOUBLE,
                    DATE,
                    "current",
                    AttributeDim.SCALAR,
                    AttributeDim.SCALAR,
                    errors,
                    out);
        });

        byte[] readyName = Wire.bytes(true, 0, out -> {
            AttrValUnion.encode(TangoType.DEV_DOUBLE, 1.5, -2.5, out);
            AttributeValue5.encodeAfterValue(
                    Quality.ALARM,
                    DataFormat.SCALAR,
                    TangoType.DEV_DOUBLE,
                    DATE,
                    "current".getBytes(StandardCharsets.ISO_8859_1),
                    AttributeDim.SCALAR,
                    AttributeDim.SCALAR,
                    errors,
                    out);
        });

        assertThat(pieces).isEqualTo(Wire.bytes(true, 0, value, AttributeValue5.CODEC));
        assertThat(readyName).isEqualTo(pieces);
        assertThat(Wire.decode(pieces, true, 0, AttributeValue5.CODEC)).isEqualTo(value);
        assertThat(value.type()).isEqualTo(TangoType.DEV_DOUBLE);
    }

    @Test
    void theBoxingDecoderGivesTheScalarOfAReadOnlyAttribute() {
        AttributeValue4 written =
                AttributeValue4.toWrite("x", AttrValUnion.of(TangoType.DEV_LONG, 7), AttributeDim.SCALAR);
        byte[] bytes = Wire.bytes(false, 0, written, AttributeValue4.CODEC);

        assertThat(Wire.decode(bytes, false, 0, AttributeValue4.BOXING)).isEqualTo(written);
        assertThat(Wire.decode(bytes, false, 0, AttributeValue4.CODEC).value().value())
                .isEqualTo(new int[] {7});
    }
}
