package org.reactivetango.core.zmq;

import java.util.List;

/**
 * A message whose parts are made when its turn has come. Whoever numbers messages there, numbers them in the order in which
 * they are sent, and those who publish need not agree on it.
 */
public interface Outgoing {
    /** How much memory it takes while it waits; always the same. */
    int bytes();

    /**
     * What is sent. Called once, on the one thread that sends, after this of all messages that were published
     * before. It must not block. The parts must not be changed any more.
     */
    List<byte[]> parts();
}
