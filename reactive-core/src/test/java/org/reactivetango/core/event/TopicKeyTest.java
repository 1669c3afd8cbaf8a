package org.reactivetango.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** That a topic is found by its octets exactly where it would be found by its text. */
final class TopicKeyTest {
    private static final int ROUNDS = 20_000;

    @Test
    void equalsAnotherExactlyIfTheTextsDo() {
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] one = random(random);
            byte[] other = random(random);
            String oneText = new String(one, StandardCharsets.ISO_8859_1);
            String otherText = new String(other, StandardCharsets.ISO_8859_1);
            assertThat(TopicKey.of(one).equals(TopicKey.of(other)))
                    .as("%s and %s", oneText, otherText)
                    .isEqualTo(oneText.equals(otherText));
            assertThat(TopicKey.of(one)).isEqualTo(TopicKey.of(oneText)).hasSameHashCodeAs(TopicKey.of(oneText));
        }
    }

    /** Short enough to be equal now and then. */
    private static byte[] random(Random random) {
        byte[] bytes = new byte[random.nextInt(3) == 0 ? random.nextInt(30) : random.nextInt(2)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(2) == 0 ? random.nextInt(256) : 'a');
        }
        return bytes;
    }

    @Test
    void thoseOfManyAttributesDiffer() {
        Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            hashes.add(TopicKey.of("tango://127.0.0.1:45450/sys/tg_test/1/double_scalar_" + i + "#dbase=no.idl5_change")
                    .hashCode());
        }
        assertThat(hashes).hasSizeGreaterThan(9_990);
    }
}
