package org.reactivetango.core.zmq;

import java.util.List;

/** What a subscriber tells; always on the loop of its {@link MessageSockets}. */
public interface SubscriberListener {
    /**
     * A message, as a rule of one of the topics or of one that begins so; a publisher that sends others is not stopped. The
     * parts are the receiver's.
     *
     * <p>Messages of one publisher keep their order. Those that a publisher had to drop are not told here: only a counter
     * in the messages shows them.
     */
    void message(List<byte[]> parts);

    /** The connection to the endpoint stands; all topics have been asked for, or will be in a moment. */
    void connected(String endpoint);

    /**
     * The connection to the endpoint, which stood, is lost or was given up. If it is still wanted it is tried again until it
     * stands. Its last messages may still come.
     */
    void disconnected(String endpoint);
}
