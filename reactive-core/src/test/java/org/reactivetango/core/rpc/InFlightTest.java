package org.reactivetango.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InFlightTest {
    private final InFlight inFlight = new InFlight();

    @Test
    void aCallIsFoundByItsIdOnce() {
        TestCall call = new TestCall(1);
        int id = inFlight.add(call);
        assertThat(inFlight.size()).isOne();
        assertThat(inFlight.remove(id + 1)).isNull();
        assertThat(inFlight.remove(id)).isSameAs(call);
        assertThat(inFlight.remove(id)).isNull();
        assertThat(inFlight.size()).isZero();
    }

    @Test
    void anAbandonedCallIsLetGoAndItsIdStaysInUseUntilTheLateReply() {
        TestCall call = new TestCall(1);
        int id = inFlight.add(call);
        inFlight.abandon(id);
        inFlight.abandon(id);
        assertThat(inFlight.size()).isOne();
        assertThat(inFlight.abandoned()).isOne();
        for (int i = 0; i < 1000; i++) {
            int other = inFlight.add(new TestCall(i));
            assertThat(other).isNotEqualTo(id);
            inFlight.remove(other);
        }
        assertThat(inFlight.contains(id)).isTrue();
        assertThat(inFlight.remove(id)).isNull();
        assertThat(inFlight.contains(id)).isFalse();
        assertThat(inFlight.size()).isZero();
        assertThat(inFlight.abandoned()).isZero();
    }

    @Test
    void allAreTakenOutOldestFirstWithoutTheAbandonedOnes() {
        List<TestCall> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(new TestCall(i));
            inFlight.add(calls.get(i));
        }
        inFlight.abandon(calls.get(50).requestId);
        CallQueue all = inFlight.removeAll();
        calls.remove(50);
        for (TestCall call : calls) {
            assertThat(all.poll()).isSameAs(call);
        }
        assertThat(all.isEmpty()).isTrue();
        assertThat(inFlight.size()).isZero();
        assertThat(inFlight.abandoned()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void behavesAsAMapWhateverTheOrder(long seed) {
        Random random = new Random(seed);
        Map<Integer, TestCall> expected = new HashMap<>();
        List<Integer> ids = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            if (ids.isEmpty() || random.nextInt(100) < (step / 1000 % 2 == 0 ? 60 : 40)) {
                TestCall call = new TestCall(step);
                int id = inFlight.add(call);
                assertThat(expected).as("seed %d", seed).doesNotContainKey(id);
                expected.put(id, call);
                ids.add(id);
            } else {
                int at = random.nextInt(ids.size());
                int id = ids.get(at);
                if (expected.get(id) != null && random.nextInt(4) == 0) {
                    inFlight.abandon(id);
                    expected.put(id, null);
                } else {
                    assertThat(inFlight.remove(id)).as("seed %d", seed).isSameAs(expected.remove(id));
                    ids.remove(at);
                }
            }
            assertThat(inFlight.size()).as("seed %d", seed).isEqualTo(expected.size());
        }
    }
}
