package org.reactivetango.server.dispatch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.WriteType;

final class WriteLimitsTest {
    private static final double BEYOND_FLOAT = 1e300;

    @Test
    void nothingThatIsNoNumberOrInfinite() {
        WriteLimits doubles = limits(TangoType.DEV_DOUBLE);
        accepts(doubles, BEYOND_FLOAT);
        accepts(doubles, new double[] {1, -Double.MAX_VALUE});
        refuses(doubles, Double.NaN, "a NaN or INF value (at least element 0)");
        refuses(doubles, new double[] {1, Double.NEGATIVE_INFINITY}, "a NaN or INF value (at least element 1)");
        refuses(doubles, new Image<>(new double[] {1, 2, Double.NaN}, 3, 1), "a NaN or INF value (at least element 2)");
        refuses(limits(TangoType.DEV_FLOAT), new float[] {Float.NaN}, "a NaN or INF value (at least element 0)");
        refuses(limits(TangoType.DEV_FLOAT), Float.POSITIVE_INFINITY, "a NaN or INF value (at least element 0)");
    }

    @Test
    void onlyLabelsOfAnEnum() {
        WriteLimits labels = limits(TangoType.DEV_ENUM, c -> c.enumLabels(List.of("A", "B")));
        accepts(labels, (short) 1);
        accepts(labels, new short[] {0, 1});
        refuses(labels, (short) 2, "negative or above the maximun authorized (1) for at least element 0");
        refuses(labels, new short[] {0, -1}, "negative or above the maximun authorized (1) for at least element 1");
        accepts(limits(TangoType.DEV_ENUM), (short) 7);
    }

    @Test
    void nothingBeyondTheRange() {
        WriteLimits longs = limits(TangoType.DEV_LONG, c -> c.minValue("-2").maxValue("3"));
        accepts(longs, new int[] {-2, 3});
        refuses(longs, -3, "below the minimum authorized (at least element 0)");
        refuses(longs, new int[] {0, 0, 4}, "above the maximum authorized (at least element 2)");
        accepts(limits(TangoType.DEV_STRING), "anything");
    }

    @Test
    void unsignedNumbersAreNotNegative() {
        WriteLimits octets = limits(TangoType.DEV_UCHAR, c -> c.minValue("0").maxValue("250"));
        accepts(octets, new byte[] {0, (byte) 250});
        refuses(octets, (byte) 251, "above the maximum authorized (at least element 0)");
        WriteLimits long64 = limits(TangoType.DEV_ULONG64, c -> c.minValue("1"));
        accepts(long64, -1L);
        refuses(long64, 0L, "below the minimum authorized (at least element 0)");
    }

    private static WriteLimits limits(TangoType type) {
        return limits(type, c -> c);
    }

    private static WriteLimits limits(TangoType type, UnaryOperator<AttributeConfig.Builder> changes) {
        return WriteLimits.of(AttributeConfig.of("value", WriteType.READ_WRITE, DataFormat.SPECTRUM, type)
                .with(changes));
    }

    private static void accepts(WriteLimits limits, Object value) {
        assertThatCode(() -> limits.checkRange(value)).doesNotThrowAnyException();
    }

    private static void refuses(WriteLimits limits, Object value, String why) {
        assertThatThrownBy(() -> limits.checkRange(value))
                .hasMessage("API_WAttrOutsideLimit: Set value for attribute value is " + why);
    }
}
