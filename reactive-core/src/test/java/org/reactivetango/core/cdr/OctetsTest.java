package org.reactivetango.core.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OctetsTest {
    @Test
    void theOctetsOfWhoeverMadeItMayChange() {
        byte[] octets = {1, 2};
        Octets kept = Octets.of(octets);
        octets[0] = 9;
        kept.toByteArray()[1] = 9;
        assertThat(kept.hex()).isEqualTo("0102");
    }

    @Test
    void equalWhenTheOctetsAre() {
        assertThat(Octets.ofLatin1("a/b")).isEqualTo(Octets.ofHex("612F62")).hasSameHashCodeAs(Octets.ofHex("612f62"));
        assertThat(Octets.ofLatin1("a")).isNotEqualTo(Octets.EMPTY).isNotEqualTo("a");
        assertThat(Octets.of(new byte[0])).isEqualTo(Octets.EMPTY);
    }

    @Test
    void shownAsTextWhereThatIsText() {
        assertThat(Octets.ofLatin1("sys/tg_test/1")).hasToString("sys/tg_test/1");
        assertThat(Octets.ofHex("fe00")).hasToString("0xfe00");
    }
}
