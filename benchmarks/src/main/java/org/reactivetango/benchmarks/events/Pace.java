package org.reactivetango.benchmarks.events;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * A thread that pushes, as often as it is told: what it pushes is the time, so that whoever gets it knows how long it took.
 * Its commands are one number each, so that a server of any kind can take them.
 */
final class Pace {
    /** Stops, and tells how many events there were. */
    static final double STOP = 0;

    /** As fast as it can. */
    static final double FLAT_OUT = -1;

    /** Pushes a single one. */
    static final double ONCE = -2;

    private static final long PAUSE_NANOS = 50_000;

    private final LongConsumer push;
    private final Thread thread = new Thread(this::work, "pushes");
    private volatile double rate = STOP;
    private volatile long pushed;
    private volatile boolean idle = true;

    /**
     * Pushes nothing yet.
     *
     * @param push takes the time of {@link System#nanoTime}
     */
    Pace(LongConsumer push) {
        this.push = push;
        thread.setDaemon(true);
        thread.start();
    }

    /** Does what it is told: so many in a second, or one of the constants. How many were pushed since the start. */
    synchronized double tell(double wanted) throws InterruptedException {
        rate = STOP;
        LockSupport.unpark(thread);
        while (!idle) {
            Thread.sleep(1);
        }
        if (wanted == ONCE) {
            once();
        } else if (wanted != STOP) {
            idle = false;
            rate = wanted;
            LockSupport.unpark(thread);
        }
        return pushed;
    }

    private void work() {
        while (true) {
            double now = rate;
            if (now == STOP) {
                idle = true;
                LockSupport.park(this);
            } else {
                run(now);
            }
        }
    }

    /** What is late is made up for. */
    private void run(double perSecond) {
        long start = System.nanoTime();
        long done = 0;
        while (rate == perSecond) {
            if (perSecond == FLAT_OUT || done <= (System.nanoTime() - start) * 1e-9 * perSecond) {
                once();
                done++;
            } else {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread at a time, see tell
    private void once() {
        push.accept(System.nanoTime());
        pushed++;
    }
}
