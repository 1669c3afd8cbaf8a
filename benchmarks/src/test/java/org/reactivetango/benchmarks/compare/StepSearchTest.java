package org.reactivetango.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the highest good step is found from wherever one begins, and soon where it was before. */
final class StepSearchTest {
    private final List<Integer> tried = new ArrayList<>();

    @Test
    void findsItFromEverywhere() throws Exception {
        for (int highest = -1; highest < 40; highest++) {
            for (int from = 0; from < 40; from++) {
                assertThat(new StepSearch(from).highest(upTo(highest))).isEqualTo(highest);
            }
        }
    }

    @Test
    void needsTwoTrialsWhereItWasBefore() throws Exception {
        StepSearch search = new StepSearch(3);
        assertThat(search.highest(upTo(25))).isEqualTo(25);
        tried.clear();
        assertThat(search.highest(upTo(25))).isEqualTo(25);
        assertThat(tried).containsExactly(25, 26);
    }

    private StepSearch.Trial upTo(int highest) {
        return step -> {
            assertThat(step).isNotNegative();
            tried.add(step);
            return step <= highest;
        };
    }
}
