package org.reactivetango.core.zmq;

/** What the owner thread of {@link ZmqSockets} works for; only ever called on it. */
interface OwnedSocket {
    /**
     * Does a bounded piece of what there is to do, without waiting.
     *
     * @return whether there is more to do at once
     */
    boolean turn();

    /** {@link #turn} failed; what it works with may be of no more use. */
    void failed();

    /** Closes the socket, at once and for good. */
    void closeNow();
}
