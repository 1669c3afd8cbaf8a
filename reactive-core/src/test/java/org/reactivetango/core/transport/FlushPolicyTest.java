package org.reactivetango.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FlushPolicyTest {
    @Test
    void leavesWhenItIsLargeOrManyOrOld() {
        FlushPolicy policy = FlushPolicy.DEFAULT;
        assertThat(policy.due(policy.maxBytes() - 1, policy.maxMessages() - 1, policy.maxNanos() - 1))
                .isFalse();
        assertThat(policy.due(policy.maxBytes(), 1, 0)).isTrue();
        assertThat(policy.due(1, policy.maxMessages(), 0)).isTrue();
        assertThat(policy.due(1, 1, policy.maxNanos())).isTrue();
    }

    @Test
    void requestsLeaveInHalves() {
        assertThat(FlushPolicy.REQUESTS.due(1, FlushPolicy.DEFAULT.maxMessages() / 2, 0))
                .isTrue();
        assertThat(FlushPolicy.REQUESTS.due(1, FlushPolicy.DEFAULT.maxMessages() / 2 - 1, 0))
                .isFalse();
    }
}
