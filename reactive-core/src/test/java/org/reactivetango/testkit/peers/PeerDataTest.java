package org.reactivetango.testkit.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.core.model.TangoType;

class PeerDataTest {
    @Test
    void unsignedNumbersHaveNoSign() {
        assertThat(PeerData.of(TangoType.DEV_UCHAR, (byte) -1).values()).containsExactly("255");
        assertThat(PeerData.of(TangoType.DEV_USHORT, (short) -1).values()).containsExactly("65535");
        assertThat(PeerData.of(TangoType.DEV_ULONG, -1).values()).containsExactly("4294967295");
        assertThat(PeerData.of(TangoType.DEV_ULONG64, -1L).values()).containsExactly("18446744073709551615");
        assertThat(PeerData.of(TangoType.DEV_SHORT, -1).values()).containsExactly("-1");
    }

    @Test
    void arraysAndElementsAreTheSame() {
        assertThat(PeerData.of(TangoType.DEVVAR_DOUBLEARRAY, new double[] {1, 2.5}))
                .isEqualTo(PeerData.of(TangoType.DEVVAR_DOUBLEARRAY, 1, 2.5));
        assertThat(PeerData.of(TangoType.DEVVAR_DOUBLEARRAY, new double[0]).values())
                .isEmpty();
    }

    @Test
    void floatingPointNumbersOfPeersLookLikeOurs() {
        assertThat(PeerData.received(TangoType.DEV_FLOAT, List.of("0.10000000149011612")))
                .isEqualTo(PeerData.of(TangoType.DEV_FLOAT, 0.1f).values());
        assertThat(PeerData.received(TangoType.DEV_DOUBLE, List.of("1e+300", "NaN", "-Infinity")))
                .isEqualTo(PeerData.of(TangoType.DEV_DOUBLE, 1e300, Double.NaN, Double.NEGATIVE_INFINITY)
                        .values());
    }

    @Test
    void typesOfTheModelHaveATextToo() {
        assertThat(PeerData.of(TangoType.DEV_STATE, DevState.FAULT).values()).containsExactly("FAULT");
        assertThat(PeerData.of(TangoType.DEV_ENCODED, new DevEncoded("raw", new byte[] {1, -1}))
                        .values())
                .containsExactly("raw", "01ff");
        PeerData both = PeerData.of(
                TangoType.DEVVAR_LONGSTRINGARRAY, new DevVarLongStringArray(new int[] {1, -2}, new String[] {"a", ""}));
        assertThat(both.values()).containsExactly("1", "-2");
        assertThat(both.strings()).containsExactly("a", "");
    }

    @Test
    void everyTextSurvivesTheLine() {
        List<String> fields =
                List.of("", "tab\there", "two\nlines", "back\\slash", "caf\u00e9 \u20ac \ud83d\ude00", "");

        assertThat(LineProtocol.fields(LineProtocol.line(fields))).isEqualTo(fields);
        assertThat(LineProtocol.line(fields)).matches("[ -~\t]*");
    }
}
