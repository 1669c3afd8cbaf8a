package org.reactivetango.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sums a fuzzing run up; runs by itself behind all targets, see the profile {@code full}. */
@Tag("full")
final class FuzzFigures {
    private static final long LEAST_INPUTS = Long.getLong("fuzz.least", 10_000_000);

    @Test
    void everyTargetHasRunAndNoInputWasSlow() {
        Map<Target, Figures> figures = Ledger.figures();
        figures.forEach((target, one) -> System.out.println(target + ": " + one));
        Figures all = figures.values().stream().reduce(Figures.NONE, Figures::plus);
        System.out.println("ALL: " + all);

        assertThat(figures).containsOnlyKeys(Target.values());
        assertThat(all.inputs()).isGreaterThanOrEqualTo(LEAST_INPUTS);
        assertThat(all.slow()).as("inputs over 50 ms").isZero();
    }
}
