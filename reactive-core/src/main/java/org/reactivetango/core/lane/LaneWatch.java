package org.reactivetango.core.lane;

/** Told what becomes of operations that do not find their lane free; on the lane's loop. */
public interface LaneWatch {
    /** An operation has waited that long and enters now. */
    void waited(long nanos);

    /** An operation never gets the lane. */
    void refused();
}
