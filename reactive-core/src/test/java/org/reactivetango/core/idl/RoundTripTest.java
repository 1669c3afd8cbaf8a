package org.reactivetango.core.idl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.TangoProtocolException.Remote;

/** What holds for every codec of the package. Failures name the seed that made the value. */
final class RoundTripTest {
    private static final int VALUES = 60;

    static Stream<WireTypes> everyType() {
        return WireTypes.all();
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void everyValueSurvivesTheWire(WireTypes wire) {
        for (long seed = 0; seed < VALUES; seed++) {
            Object value = WireValues.of(seed).any(wire.type());
            for (boolean littleEndian : new boolean[] {false, true}) {
                int lead = (int) seed % 8;
                byte[] bytes = Wire.bytes(littleEndian, lead, value, wire.codec());
                Object back = Wire.decode(bytes, littleEndian, lead, wire.codec());
                // Boxing codecs give scalars where arrays were written; what they write shows that it is the same.
                assertThat(Wire.bytes(littleEndian, lead, back, wire.codec()))
                        .as("%s, seed %d, little endian %s", wire, seed, littleEndian)
                        .isEqualTo(bytes);
                if (!wire.name().endsWith("BOXING")) {
                    assertThat(back)
                            .as("%s, seed %d, little endian %s", wire, seed, littleEndian)
                            .isEqualTo(value)
                            .hasSameHashCodeAs(value);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void theShortestValueTakesTheFewestBytes(WireTypes wire) {
        PaddingRecorder buffer = new PaddingRecorder();
        wire.codec().encode(WireValues.shortest(wire.type()), CdrWriter.over(buffer, true));

        assertThat(wire.codec().minBytes())
                .isEqualTo(buffer.readableBytes() - buffer.padding().cardinality());

        buffer.release();
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void whatIsCutAnywhereIsMalformed(WireTypes wire) {
        for (long seed = 0; seed < 8; seed++) {
            boolean littleEndian = seed % 2 == 0;
            byte[] bytes = Wire.bytes(littleEndian, 0, WireValues.of(seed).any(wire.type()), wire.codec());
            int step = Math.max(1, bytes.length / 1000);
            for (int length = 0; length < bytes.length; length += step) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThat(isRefused(wire, cut, littleEndian))
                        .as("%s, seed %d, %d bytes of %d", wire, seed, length, bytes.length)
                        .isTrue();
            }
        }
    }

    // Lengths and counts are among the words that are overwritten: whatever they claim, nothing is believed.
    @ParameterizedTest
    @MethodSource("everyType")
    void whatIsChangedAnywhereIsReadOrMalformed(WireTypes wire) {
        int[] claims = {-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x00ffffff, 0x10000000, 0};
        for (long seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            byte[] bytes = Wire.bytes(true, 0, WireValues.of(seed).any(wire.type()), wire.codec());
            for (int index = 0; index + 4 <= bytes.length; index += 4) {
                int claim = random.nextInt(3) == 0 ? random.nextInt(64) : claims[random.nextInt(claims.length)];
                byte[] changed = bytes.clone();
                for (int i = 0; i < 4; i++) {
                    changed[index + i] = (byte) (claim >> (8 * i));
                }
                readOrRefuse(wire, changed, "seed " + seed + ", " + claim + " at " + index);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void noiseIsReadOrMalformed(WireTypes wire) {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            byte[] noise = new byte[random.nextInt(200)];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(32) : 0);
            }
            readOrRefuse(wire, noise, "seed " + seed);
        }
    }

    private static boolean isRefused(WireTypes wire, byte[] bytes, boolean littleEndian) {
        try {
            Wire.read(bytes, littleEndian, 0, wire.codec()::decode);
            return false;
        } catch (Remote refused) {
            return true;
        }
    }

    private static void readOrRefuse(WireTypes wire, byte[] bytes, String what) {
        try {
            isRefused(wire, bytes, true);
        } catch (RuntimeException | Error wrong) {
            fail(wire + ", " + what, wrong);
        }
    }
}
