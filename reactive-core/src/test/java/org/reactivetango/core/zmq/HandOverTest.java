package org.reactivetango.core.zmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.reactivetango.testkit.ProofSize;

final class HandOverTest {
    private static final int THREADS = 8;
    private static final int ITEMS = ProofSize.of(1_000_000);

    @Test
    void firstInFirstOut() {
        HandOver<Integer> queue = new HandOver<>();
        assertThat(queue.take()).isNull();
        queue.put(1);
        queue.put(2);
        assertThat(queue.take()).isEqualTo(1);
        queue.put(3);
        assertThat(queue.take()).isEqualTo(2);
        assertThat(queue.take()).isEqualTo(3);
        assertThat(queue.take()).isNull();
    }

    /** All arrive once, those of each thread in order. */
    @Test
    void manyPutAndOneTakes() throws InterruptedException {
        HandOver<int[]> queue = new HandOver<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads.add(new Thread(() -> {
                for (int k = 0; k < ITEMS; k++) {
                    queue.put(new int[] {number, k});
                }
            }));
        }
        threads.forEach(Thread::start);
        int[] next = new int[THREADS];
        for (int taken = 0; taken < THREADS * ITEMS; ) {
            int[] item = queue.take();
            if (item == null) {
                LockSupport.parkNanos(1000);
            } else {
                assertThat(item[1]).isEqualTo(next[item[0]]);
                next[item[0]]++;
                taken++;
            }
        }
        assertThat(next).containsOnly(ITEMS);
        assertThat(queue.take()).isNull();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
