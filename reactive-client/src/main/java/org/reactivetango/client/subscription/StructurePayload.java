package org.reactivetango.client.subscription;

import java.util.Optional;
import java.util.function.Function;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.event.EventMessage;
import org.reactivetango.core.event.EventStructure;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.model.Reading;
import reactor.core.publisher.Mono;

/**
 * What is no value of an attribute: a configuration, an interface, a pipe, word that there is something to read.
 *
 * @param model makes a reading of the structure of {@code core.idl} that comes with such events
 * @param reader reads the same; empty where nothing can be read
 */
public record StructurePayload<T>(
        EventType type, Function<Object, Reading<T>> model, Optional<Mono<Reading<T>>> reader, int maxNesting)
        implements EventPayload<T> {

    @Override
    public Reading<T> decode(EventMessage message, int version) {
        EventStructure<?> structure = EventStructure.of(type, version);
        if (message.isError()) {
            throw new DevFailedException(message.errors(structure, maxNesting));
        }
        return model.apply(message.value(structure, maxNesting));
    }

    @Override
    public boolean isReadable() {
        return reader.isPresent();
    }

    @Override
    public Mono<Reading<T>> read() {
        return reader.orElseGet(Mono::never);
    }
}
