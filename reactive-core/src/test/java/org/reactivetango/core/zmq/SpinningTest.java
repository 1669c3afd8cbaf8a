package org.reactivetango.core.zmq;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That only who waits again and again at once is made to pause. */
final class SpinningTest {
    private static final long SPIN_NANOS = 2_000;
    private static final long WORK_NANOS = 12_000;

    @Test
    void whoWaitsAgainAtOncePausesEveryThirdTime() {
        Spinning spinning = new Spinning(0);
        int pauses = 0;
        for (int i = 1; i <= 300; i++) {
            pauses += spinning.isSeen(i * SPIN_NANOS) ? 1 : 0;
        }
        assertThat(pauses).isEqualTo(100);
    }

    @Test
    void whoHasDoneSomethingDoesNotPause() {
        Spinning spinning = new Spinning(0);
        for (int i = 1; i <= 300; i++) {
            assertThat(spinning.isSeen(i * WORK_NANOS)).isFalse();
        }
    }

    @Test
    void workInBetweenMakesItForgetWhatWasBefore() {
        Spinning spinning = new Spinning(0);
        long now = 0;
        for (int i = 0; i < 100; i++) {
            now += SPIN_NANOS;
            assertThat(spinning.isSeen(now)).isFalse();
            now += SPIN_NANOS;
            assertThat(spinning.isSeen(now)).isFalse();
            now += WORK_NANOS;
            assertThat(spinning.isSeen(now)).isFalse();
        }
    }
}
