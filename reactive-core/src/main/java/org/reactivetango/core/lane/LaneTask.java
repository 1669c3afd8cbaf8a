package org.reactivetango.core.lane;

import org.reactivetango.core.error.LaneRejectedException;

/** Something that wants to run alone on a {@link Lane}. Both methods are called on the lane's loop, one of them once. */
public interface LaneTask {
    /** The lane is held: begin, and see to it that {@link Lane#release} is called exactly once when all is done. */
    void entered();

    /** The lane was not held and will not be. */
    void rejected(LaneRejectedException reason);

    /** Whether nobody waits for it any more; asked before it would enter, and then it is dropped without a word. */
    boolean abandoned();

    /** What it is, for the error message of those who wait behind it: operation and client. */
    String description();
}
