package org.reactivetango.server.dispatch;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DeviceInfo;

/**
 * A device that is being served: its lane, its state, and what it can do. State and status may be read and set from any
 * thread; the rest does not change once the device is served.
 */
public final class Device {
    private final String name;
    private final Lane lane;
    private final DeviceInfo info;
    private final String adminName;
    private final BlackBox blackBox = new BlackBox(this);
    private DeviceNames names;
    private @Nullable Attribute[] attributes;
    private @Nullable Command[] commands;

    private volatile DevState state = DevState.UNKNOWN;
    private volatile @Nullable String status;

    /** A device without attributes and commands, in state UNKNOWN. */
    public Device(String name, Lane lane, DeviceInfo info, String adminName) {
        this(name, lane, info, adminName, DeviceNames.NONE);
    }

    /** The same, for one that will have attributes and commands of these names: cheaper where it has many, or many do. */
    public Device(String name, Lane lane, DeviceInfo info, String adminName, DeviceNames names) {
        this.name = name;
        this.lane = lane;
        this.info = info;
        this.adminName = adminName;
        this.names = names;
        this.attributes = new @Nullable Attribute[names.attributes().size()];
        this.commands = new @Nullable Command[names.commands().size()];
    }

    /**
     * Adds an attribute; before the device is served.
     *
     * @throws IllegalArgumentException if there is one of that name, or if it is on a lane of another loop than the device
     */
    public void add(Attribute attribute) {
        checkLoop("attribute " + attribute.name(), attribute.lane());
        AttributeTraits known = names.attributes().get(attribute.name());
        if (known == null) {
            attribute.numbered(attributes.length);
            names = names.withAttribute(attribute.traits());
            attributes = Arrays.copyOf(attributes, attributes.length + 1);
        } else if (attributes[known.number()] != null) {
            throw new IllegalArgumentException("device " + name + " has two attributes named " + attribute.name());
        } else {
            attribute.numberedAs(known);
        }
        attributes[attribute.traits().number()] = attribute;
    }

    /**
     * Adds a command; before the device is served.
     *
     * @throws IllegalArgumentException if there is one of that name, or if it is on a lane of another loop than the device
     */
    public void add(Command command) {
        checkLoop("command " + command.name(), command.lane());
        Integer number = names.commands().get(command.name());
        if (number == null) {
            number = commands.length;
            names = names.withCommand(command.name());
            commands = Arrays.copyOf(commands, number + 1);
        } else if (commands[number] != null) {
            throw new IllegalArgumentException("device " + name + " has two commands named " + command.name());
        }
        commands[number] = command;
    }

    /** A request is carried out on one loop. */
    private void checkLoop(String what, @Nullable Lane on) {
        if (on != null && on.loop() != lane.loop()) {
            throw new IllegalArgumentException(what + " is on the lane " + on.name()
                    + ", which lives on another event loop than its device " + name);
        }
    }

    public String name() {
        return name;
    }

    /** The object key under which clients without a database find it. */
    public String key() {
        return name.toLowerCase(Locale.ROOT);
    }

    public Lane lane() {
        return lane;
    }

    BlackBox blackBox() {
        return blackBox;
    }

    public DeviceInfo info() {
        return info;
    }

    String adminName() {
        return adminName;
    }

    /** In the order of their definition, State and Status last. */
    public List<Attribute> attributeList() {
        return Arrays.stream(attributes).filter(Objects::nonNull).toList();
    }

    /** By name. */
    List<Command> commandList() {
        return Arrays.stream(commands)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(Command::name))
                .toList();
    }

    /** The attribute of that name, in any case; null if there is none. */
    public @Nullable Attribute attribute(String attributeName) {
        AttributeTraits known = names.attributes().get(attributeName);
        return known == null ? null : attributes[known.number()];
    }

    /** The same for a name in a message. */
    @Nullable
    Attribute attribute(ByteBuf in, int nameIndex, int nameLength) {
        AttributeTraits known = names.attributes().get(in, nameIndex, nameLength);
        return known == null ? null : attributes[known.number()];
    }

    /** The attribute of that number; there is one. */
    Attribute attribute(int number) {
        return Objects.requireNonNull(attributes[number]);
    }

    /** The command of that name, in any case; null if there is none. */
    @Nullable
    Command command(String commandName) {
        Integer number = names.commands().get(commandName);
        return number == null ? null : commands[number];
    }

    public DevState state() {
        return state;
    }

    /** Sets the state; the status becomes Tango's text for it unless one is set afterwards. */
    public void state(DevState state) {
        this.status = null;
        this.state = state;
    }

    public String status() {
        String text = status;
        return text == null ? "The device is in " + state + " state." : text;
    }

    public void status(String status) {
        this.status = status;
    }
}
