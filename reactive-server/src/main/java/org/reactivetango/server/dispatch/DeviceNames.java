package org.reactivetango.server.dispatch;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.reactivetango.core.cdr.ByteNameTable;

/**
 * What the attributes and the commands of a device are called, and the number of each: the same for all devices of a
 * class.
 *
 * @param attributes from 0 on without a gap, in the order of their definition, as the commands
 */
public record DeviceNames(ByteNameTable<Integer> attributes, ByteNameTable<Integer> commands) {
    /** Of a device that has nothing yet. */
    static final DeviceNames NONE = new DeviceNames(ByteNameTable.ignoringCase(), ByteNameTable.ignoringCase());

    /** Those and what every device has. */
    public static DeviceNames of(List<String> attributes, List<String> commands) {
        return new DeviceNames(numbered(attributes, Builtins.ATTRIBUTES), numbered(commands, Builtins.COMMANDS));
    }

    private static ByteNameTable<Integer> numbered(List<String> own, List<String> builtin) {
        Map<String, Integer> numbers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        own.forEach(name -> numbers.putIfAbsent(name, numbers.size()));
        builtin.forEach(name -> numbers.putIfAbsent(name, numbers.size()));
        return ByteNameTable.<Integer>ignoringCase().withAll(numbers);
    }

    DeviceNames withAttribute(String name) {
        return new DeviceNames(attributes.with(name, attributes.size()), commands);
    }

    DeviceNames withCommand(String name) {
        return new DeviceNames(attributes, commands.with(name, commands.size()));
    }
}
