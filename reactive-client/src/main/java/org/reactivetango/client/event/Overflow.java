package org.reactivetango.client.event;

/**
 * What becomes of events that come faster than their subscriber asks for them. Each subscriber has its own, and none waits
 * for another.
 *
 * @param policy what is left out
 * @param capacity how many events wait at most, at least 1
 */
public record Overflow(Policy policy, int capacity) {
    /** What is left out when no more can wait. */
    public enum Policy {
        /** The events that wait longest; they count as {@link Event#dropped}. */
        DROP_OLDEST,
        /** The events that come last; they count as {@link Event#dropped}. */
        DROP_NEWEST,
        /** The events that come last, told as a {@link Event.Gap} as if they had been lost on the way. */
        GAP,
        /** Everything: the stream ends with an error. */
        ERROR
    }

    /** How many wait at most unless told otherwise: as many as Tango's own clients keep. */
    public static final int DEFAULT_CAPACITY = 1000;

    public Overflow {
        if (capacity < 1) {
            throw new IllegalArgumentException("at least one event must be able to wait, not " + capacity);
        }
    }

    /** The newest only: for displays and for control, where an old value is worth nothing. */
    public static Overflow latest() {
        return new Overflow(Policy.DROP_OLDEST, 1);
    }

    /**
     * For those who need all of them, such as archives: what does not fit is told as a gap in its place, and
     * {@link OnGap#READ} mends it.
     */
    public static Overflow buffer(int capacity) {
        return new Overflow(Policy.GAP, capacity);
    }

    /** The newest so many, as an event queue of Tango's clients. */
    public static Overflow dropOldest(int capacity) {
        return new Overflow(Policy.DROP_OLDEST, capacity);
    }

    /** The first so many, and then those that come when there is room again. */
    public static Overflow dropNewest(int capacity) {
        return new Overflow(Policy.DROP_NEWEST, capacity);
    }

    /** So many, or the end of the stream: for those to whom a loss is a mistake. */
    public static Overflow error(int capacity) {
        return new Overflow(Policy.ERROR, capacity);
    }

    /** The end of the stream once {@link #DEFAULT_CAPACITY} wait and one more comes. */
    public static Overflow error() {
        return error(DEFAULT_CAPACITY);
    }
}
