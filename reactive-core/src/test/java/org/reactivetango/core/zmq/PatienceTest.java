package org.reactivetango.core.zmq;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That waiting for those who are behind takes no more of the time than it may. */
final class PatienceTest {
    private static final long PAUSE_NANOS = 70_000;
    private static final long SECOND_NANOS = 1_000_000_000;

    @Test
    void whoIsAlwaysBehindTakesAnEighthOfTheTime() {
        Patience patience = new Patience(0);
        long waited = 0;
        long now = 0;
        while (now < 10 * SECOND_NANOS) {
            if (patience.isLeft(now)) {
                patience.spend(PAUSE_NANOS);
                waited += PAUSE_NANOS;
                now += PAUSE_NANOS;
            } else {
                now += 10_000;
            }
        }
        assertThat(waited).isBetween(now / 10, now / 8 + 5_000_000);
    }

    @Test
    void itEndsEvenIfTimeStandsStill() {
        Patience patience = new Patience(5);
        int pauses = 0;
        while (patience.isLeft(5)) {
            patience.spend(PAUSE_NANOS);
            pauses++;
        }
        assertThat(pauses).isEqualTo(72);
    }

    @Test
    void aLongPeaceIsWorthNoMoreThanAMoment() {
        Patience patience = new Patience(0);
        long waited = 0;
        while (patience.isLeft(3600 * SECOND_NANOS)) {
            patience.spend(PAUSE_NANOS);
            waited += PAUSE_NANOS;
        }
        assertThat(waited).isLessThan(6_000_000);
    }
}
