package org.reactivetango.server.iiop;

/** A call that has not ended, as its connection sees it. Confined to the connection's loop. */
abstract class UnderWay {
    /** Where the connection keeps it; -1 while it does not. */
    int place = -1;

    /** Whether a CancelRequest with that id means this call; a one-way call cannot be cancelled. */
    abstract boolean isCancelledBy(int cancelledId);

    /** The client does not wait any more: what waits for its lane leaves it, what has started finishes. */
    abstract void cancel();
}
