package org.reactivetango.client.subscription;

import org.reactivetango.client.exchange.ReadAttribute;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.event.EventMessage;
import org.reactivetango.core.event.EventStructure;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.model.Reading;
import reactor.core.publisher.Mono;

/**
 * Values of an attribute.
 *
 * @param type of the events: change, periodic, archive, user or alarm
 */
public record ValuePayload<T>(EventType type, ReadAttribute<T> decoder, Mono<Reading<T>> read, int maxNesting)
        implements EventPayload<T> {

    @Override
    public Reading<T> decode(EventMessage message, int version) {
        EventStructure<?> structure = EventStructure.of(type, version);
        if (message.isError()) {
            throw new DevFailedException(message.errors(structure, maxNesting));
        }
        return message.read(structure, maxNesting, in -> decoder.decodeEvent(version, in));
    }

    @Override
    public boolean isReadable() {
        return true;
    }
}
