package org.reactivetango.core.zmq;

import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a thread from looking again and again for what another one has announced but not handed over yet. JeroMQ 0.6.0 wakes
 * a thread up by a byte in a pipe and counts that byte only afterwards; who is woken up does not read what is not counted,
 * and its selector returns at once. Where both threads share a CPU, the one that was woken up often takes it from the other
 * one right between the two, and would keep it until its time is over: milliseconds without an event. So who is awake again
 * too soon, several times, sleeps for a moment. It must sleep: whoever only yields gets behind all others on a busy CPU.
 *
 * <p>Knows no clock; confined to one thread.
 */
final class Spinning {
    /** Who waits again within that time can hardly have done anything. */
    private static final long SOON_NANOS = 8_000;

    private static final int MOST = 2;

    /** In fact until the system's timers have noticed, some 50 us. */
    private static final long PAUSE_NANOS = 1_000;

    private long lastNanos;
    private int soon;

    Spinning(long nowNanos) {
        this.lastNanos = nowNanos;
    }

    /** The thread is about to wait; whether it should rather {@link #pause}. */
    boolean isSeen(long nowNanos) {
        soon = nowNanos - lastNanos < SOON_NANOS ? soon + 1 : 0;
        lastNanos = nowNanos;
        if (soon <= MOST) {
            return false;
        }
        soon = 0;
        return true;
    }

    static void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }
}
