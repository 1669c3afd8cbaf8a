package org.reactivetango.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivetango.testkit.hostile.Mutator;

/** What {@code mvn verify} tries of R01: every seed, then damaged seeds. The same every time; the seed is in the message. */
final class MutantsTest {
    private static final long SEED = 20261120;
    private static final int MUTANTS = 40_000;

    @ParameterizedTest
    @EnumSource(Target.class)
    void everySeedIsTaken(Target target) {
        Probe probe = target.probe();
        List<byte[]> seeds = target.seeds();
        long taken = seeds.stream().filter(probe::takes).count();
        // The rest is what was recorded to be refused, and bodies of zeros.
        assertThat(taken).isGreaterThan(seeds.size() * 6L / 10);
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void damagedSeedsAreTakenOrRefused(Target target) {
        Meter meter = new Meter(target.probe());
        Mutator mutator = new Mutator(target.seeds(), SEED);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutator.next();
            try {
                meter.run(mutant);
            } catch (RuntimeException | Error finding) {
                throw new AssertionError(
                        "%s, seed %d, mutant %d: %s"
                                .formatted(target, SEED, i, HexFormat.of().formatHex(mutant)),
                        finding);
            }
        }
        System.out.println(target + ": " + meter.figures());
    }
}
