package org.reactivetango.core.zmq;

/**
 * How long the owner thread may wait until a subscriber has room again. A burst of ours is not to be lost because JeroMQ's
 * thread has not had its turn; but who is always behind must not hold up the others, so that no more than an eighth of the
 * time is spent so, and a few milliseconds at once. Knows no clock; confined to one thread.
 */
final class Patience {
    private static final long MOST_NANOS = 5_000_000;
    private static final int PART = 8;

    private long leftNanos = MOST_NANOS;
    private long atNanos;

    /** Nothing is spent yet. */
    Patience(long nowNanos) {
        this.atNanos = nowNanos;
    }

    /** Whether one may wait now. */
    boolean isLeft(long nowNanos) {
        leftNanos = Math.min(MOST_NANOS, leftNanos + Math.max(0, nowNanos - atNanos) / PART);
        atNanos = nowNanos;
        return leftNanos > 0;
    }

    /** So long was waited since {@link #isLeft} was asked. */
    void spend(long nanos) {
        leftNanos -= nanos;
        atNanos += nanos;
    }
}
