package org.reactivetango.server.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.ByteNameTable;
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
    private final BlackBox blackBox = new BlackBox();
    private final List<Attribute> attributeList = new ArrayList<>();
    private final List<Command> commandList = new ArrayList<>();
    private ByteNameTable<Attribute> attributes = ByteNameTable.ignoringCase();
    private ByteNameTable<Command> commands = ByteNameTable.ignoringCase();

    private volatile DevState state = DevState.UNKNOWN;
    private volatile @Nullable String status;

    /** A device without attributes and commands, in state UNKNOWN. */
    public Device(String name, Lane lane, DeviceInfo info, String adminName) {
        this.name = name;
        this.lane = lane;
        this.info = info;
        this.adminName = adminName;
    }

    /**
     * Adds an attribute; before the device is served.
     *
     * @throws IllegalArgumentException if there is one of that name, or if it is on a lane of another loop than the device
     */
    public void add(Attribute attribute) {
        if (attributes.get(attribute.name()) != null) {
            throw new IllegalArgumentException("device " + name + " has two attributes named " + attribute.name());
        }
        checkLoop("attribute " + attribute.name(), attribute.lane());
        attributes = attributes.with(attribute.name(), attribute);
        attributeList.add(attribute);
    }

    /**
     * Adds a command; before the device is served.
     *
     * @throws IllegalArgumentException if there is one of that name, or if it is on a lane of another loop than the device
     */
    public void add(Command command) {
        if (commands.get(command.name()) != null) {
            throw new IllegalArgumentException("device " + name + " has two commands named " + command.name());
        }
        checkLoop("command " + command.name(), command.lane());
        commands = commands.with(command.name(), command);
        commandList.add(command);
        commandList.sort(Comparator.comparing(Command::name));
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
        return attributeList;
    }

    /** By name. */
    List<Command> commandList() {
        return commandList;
    }

    /** The attribute of that name, in any case; null if there is none. */
    public @Nullable Attribute attribute(String attributeName) {
        return attributes.get(attributeName);
    }

    ByteNameTable<Attribute> attributes() {
        return attributes;
    }

    ByteNameTable<Command> commands() {
        return commands;
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
