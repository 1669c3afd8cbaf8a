package org.reactivetango.client.subscription;

import org.reactivetango.core.event.EventMessage;
import org.reactivetango.core.model.Reading;
import reactor.core.publisher.Mono;

/**
 * What the events of a subscription carry: how it is decoded, which happens when it is delivered, and how the client reads
 * the same for itself.
 *
 * @param <T> the Java type of the value
 */
public interface EventPayload<T> {
    /**
     * Decodes what the device has sent.
     *
     * @param version of its structure, from 3
     * @throws org.reactivetango.core.error.TangoException if it is an error, or no such value
     */
    Reading<T> decode(EventMessage message, int version);

    /** Whether there is something to {@link #read}. */
    boolean isReadable();

    /** Reads what the events are about, when subscribed; never, where nothing can be read. */
    Mono<Reading<T>> read();
}
