package org.reactivetango.core.zmq;

import java.util.concurrent.CompletableFuture;

/**
 * Where publishers and subscribers come from: {@link ZmqSockets}, or {@link InMemorySockets} for tests. What happens is told
 * on one loop. All methods, those of the publishers and subscribers too, may be called from any thread, and none blocks.
 */
public interface MessageSockets {
    /**
     * Opens a publisher and binds it; {@link MessagePublisher#endpoint} tells where.
     *
     * @param endpoint {@code tcp://address:port}; {@code *} stands for all addresses, or for any free port
     */
    MessagePublisher publisher(String endpoint, PublisherOptions options, PublisherListener listener);

    /** Opens a subscriber, which is connected to nothing yet. */
    MessageSubscriber subscriber(SubscriberOptions options, SubscriberListener listener);

    /**
     * Closes all that was opened here; what has not been sent is lost.
     *
     * @return completed when it is closed
     */
    CompletableFuture<Void> close();
}
