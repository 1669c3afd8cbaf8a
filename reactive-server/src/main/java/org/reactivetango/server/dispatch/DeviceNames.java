package org.reactivetango.server.dispatch;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.reactivetango.core.cdr.ByteNameTable;

/**
 * What the attributes and the commands of a device are called, and the place of each: the same for all devices of a class.
 *
 * @param attributes their numbers go from 0 on without a gap, in the order of their definition, as those of the commands
 */
public record DeviceNames(ByteNameTable<AttributeTraits> attributes, ByteNameTable<Integer> commands) {
    /** Of a device that has nothing yet. */
    static final DeviceNames NONE = new DeviceNames(ByteNameTable.ignoringCase(), ByteNameTable.ignoringCase());

    /**
     * Those and what every device has.
     *
     * @param attributes whose numbers are their places in the list
     */
    public static DeviceNames of(List<AttributeTraits> attributes, List<String> commands) {
        Map<String, AttributeTraits> traits = new HashMap<>();
        Stream.concat(attributes.stream(), Builtins.ATTRIBUTES.stream()).forEach(each -> {
            String name = each.config().name().toLowerCase(Locale.ROOT);
            traits.putIfAbsent(name, each.numbered(traits.size()));
        });
        Map<String, Integer> numbers = new HashMap<>();
        Stream.concat(commands.stream(), Builtins.COMMANDS.stream())
                .forEach(each -> numbers.putIfAbsent(each.toLowerCase(Locale.ROOT), numbers.size()));
        return new DeviceNames(
                ByteNameTable.<AttributeTraits>ignoringCase().withAll(traits),
                ByteNameTable.<Integer>ignoringCase().withAll(numbers));
    }

    DeviceNames withAttribute(AttributeTraits traits) {
        return new DeviceNames(attributes.with(traits.config().name(), traits), commands);
    }

    DeviceNames withCommand(String name) {
        return new DeviceNames(attributes, commands.with(name, commands.size()));
    }
}
