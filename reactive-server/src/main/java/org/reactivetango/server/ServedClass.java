package org.reactivetango.server;

import java.util.ArrayList;
import java.util.List;
import org.reactivetango.server.dispatch.AttributeTraits;
import org.reactivetango.server.dispatch.DeviceNames;

/**
 * A definition and what its devices share: made once, however many devices there are.
 *
 * @param traits of its attributes, in their order
 */
record ServedClass<S>(DeviceDefinition<S> definition, DeviceNames names, List<AttributeTraits> traits) {
    static <S> ServedClass<S> of(DeviceDefinition<S> definition) {
        List<AttributeTraits> traits = new ArrayList<>();
        for (AttributeDefinition<S, ?> attribute : definition.attributes()) {
            traits.add(new AttributeTraits(
                    traits.size(),
                    attribute.config(),
                    attribute.type(),
                    attribute.readAllowedIn(),
                    attribute.writeAllowedIn(),
                    attribute.execution().cancellable()));
        }
        return new ServedClass<>(
                definition,
                DeviceNames.of(
                        traits,
                        definition.commands().stream().map(each -> each.name()).toList()),
                List.copyOf(traits));
    }
}
