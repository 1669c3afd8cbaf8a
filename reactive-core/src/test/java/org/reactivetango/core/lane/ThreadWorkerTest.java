package org.reactivetango.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class ThreadWorkerTest {
    /** With a queue that locks, one in a few thousand met the lock. */
    private static final int TASKS = 300_000;

    private final Scheduler loop = Schedulers.newParallel("loop", 1);

    @AfterEach
    void end() {
        loop.dispose();
    }

    // BlockHound watches the loop: it may not wait for the worker's thread, which may be interrupted anywhere.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void handingOverNeverBlocksAndEveryTaskRunsInOrder(boolean interrupting) throws InterruptedException {
        ThreadWorker worker = new ThreadWorker("worker", false);
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Throwable> wrong = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(1);
        loop.schedule(() -> {
            try {
                for (int i = 0; i < TASKS; i++) {
                    int number = i;
                    worker.execute(() -> {
                        if (next.getAndIncrement() != number) {
                            wrong.compareAndSet(null, new AssertionError("task " + number + " out of turn"));
                        }
                    });
                    if (interrupting && i % 7 == 0) {
                        worker.interrupt();
                    }
                }
            } catch (Throwable e) {
                wrong.set(e);
            }
            worker.execute(done::countDown);
            worker.end();
        });
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(wrong).hasNullValue();
        assertThat(next).hasValue(TASKS);
    }
}
