package org.reactivetango.server.dispatch;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;

/** What every device has: State and Status as attributes and as commands, and Init. */
public final class Builtins {
    static final List<String> COMMANDS = List.of("Init", "State", "Status");

    private static final String NONE = "Uninitialised";
    private static final AttributeTraits STATE = traits("State", ValueType.STATE);
    private static final AttributeTraits STATUS = traits("Status", ValueType.STRING);

    /** To be numbered behind others. */
    static final List<AttributeTraits> ATTRIBUTES = List.of(STATE, STATUS);

    private static final CommandInfo INIT = info("Init", TangoType.DEV_VOID, NONE);
    private static final CommandInfo TELL_STATE = info("State", TangoType.DEV_STATE, "Device state");
    private static final CommandInfo TELL_STATUS = info("Status", TangoType.DEV_STRING, "Device status");

    private Builtins() {}

    /** As {@link #addTo(Device, Command.Body, Attribute.Reader, Attribute.Reader)}; state and status are what was last set. */
    public static void addTo(Device device, Command.Body init) {
        addTo(device, init, null, null);
    }

    /**
     * Adds them, behind the attributes of the device's own.
     *
     * @param state finds out the state, on the lane; null if it is what was last set, which needs no lane
     * @param status the same for the status
     */
    public static void addTo(
            Device device, Command.Body init, Attribute.@Nullable Reader state, Attribute.@Nullable Reader status) {
        device.add(new Command(INIT, Set.of(), device.lane(), false, init));
        Lane stateLane = state == null ? null : device.lane();
        Attribute.Reader readState = state == null ? device::state : state;
        device.add(new Command(TELL_STATE, Set.of(), stateLane, false, nothing -> readState.read()));
        Lane statusLane = status == null ? null : device.lane();
        Attribute.Reader readStatus = status == null ? device::status : status;
        device.add(new Command(TELL_STATUS, Set.of(), statusLane, false, nothing -> readStatus.read()));
        device.add(new Attribute(STATE, readState, null, stateLane, new Attribute.SetPoint(DevState.UNKNOWN)));
        device.add(new Attribute(STATUS, readStatus, null, statusLane, new Attribute.SetPoint("")));
    }

    private static CommandInfo info(String name, TangoType out, String outDescription) {
        return new CommandInfo(name, DisplayLevel.OPERATOR, TangoType.DEV_VOID, out, NONE, outDescription);
    }

    private static AttributeTraits traits(String name, ValueType<?> type) {
        return new AttributeTraits(
                0,
                AttributeConfig.of(name, WriteType.READ, DataFormat.SCALAR, type.element()),
                type,
                Set.of(),
                Set.of(),
                false);
    }
}
