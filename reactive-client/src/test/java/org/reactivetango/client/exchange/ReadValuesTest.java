package org.reactivetango.client.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.model.DevState;

final class ReadValuesTest {
    private static final List<Object> ARRAYS = List.of(
            new double[] {1.5, Double.NaN},
            new float[] {1.5f, -0f},
            new long[] {1, Long.MIN_VALUE},
            new int[] {1, Integer.MIN_VALUE},
            new short[] {1, Short.MIN_VALUE},
            new byte[] {1, Byte.MIN_VALUE},
            new boolean[] {true, false},
            new String[] {"a", ""},
            new DevState[] {DevState.ON, DevState.OFF});

    @Test
    void anElementIsWhatReflectionSaysItIs() {
        for (Object array : ARRAYS) {
            for (int i = 0; i < Array.getLength(array); i++) {
                assertThat(ReadValues.element(array, i))
                        .isEqualTo(Array.get(array, i))
                        .hasSameClassAs(Array.get(array, i));
            }
        }
    }
}
