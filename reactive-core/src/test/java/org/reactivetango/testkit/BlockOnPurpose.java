package org.reactivetango.testkit;

import java.util.concurrent.CountDownLatch;

/** Blocks a thread that must not be blocked, unseen by BlockHound: for tests of what happens then. */
public final class BlockOnPurpose {
    private BlockOnPurpose() {}

    /** Blocks until {@code release} is counted down. */
    public static void until(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
