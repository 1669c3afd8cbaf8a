package org.reactivetango.core.model;

import java.util.List;

/**
 * What a device can do: its commands and the configurations of its attributes.
 *
 * @param commands by name
 * @param attributes in the device's order
 */
public record DeviceInterface(List<CommandInfo> commands, List<AttributeConfig> attributes) {
    public DeviceInterface {
        commands = List.copyOf(commands);
        attributes = List.copyOf(attributes);
    }
}
