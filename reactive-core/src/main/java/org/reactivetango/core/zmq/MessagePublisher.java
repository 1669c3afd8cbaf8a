package org.reactivetango.core.zmq;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Sends messages to whoever has subscribed their first part, or the beginning of it. Messages of one thread keep their
 * order. A subscriber that is slower than the messages loses some of them, and only a counter in them shows it.
 */
public interface MessagePublisher {
    /**
     * Where it is bound, with the port in figures; it stays the same for ever.
     *
     * @return fails with an {@link UncheckedIOException} if the endpoint cannot be bound at first
     */
    CompletableFuture<String> endpoint();

    /**
     * Hands a message over to be sent. The parts must not be changed any more.
     *
     * @return false if too much is waiting already; the message is lost, and {@link #refusedMessages counted}
     */
    boolean publish(List<byte[]> parts);

    /**
     * Hands a message over of which some part depends on its turn. No caller waits for another one.
     *
     * @return false if too much is waiting already; the message is lost, and {@link #refusedMessages counted}
     */
    boolean publish(Outgoing message);

    /** Messages that were not taken because too much was waiting. */
    long refusedMessages();

    /** Subscriptions of others that were not taken because there were too many. */
    long refusedSubscriptions();

    /** Closes it; what waits is lost. */
    void close();
}
