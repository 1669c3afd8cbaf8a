package org.reactivetango.server.dispatch;

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
    private static final String NONE = "Uninitialised";

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
        device.add(new Command(info("Init", TangoType.DEV_VOID, NONE), Set.of(), device.lane(), false, init));
        Lane stateLane = state == null ? null : device.lane();
        Attribute.Reader readState = state == null ? device::state : state;
        device.add(command("State", TangoType.DEV_STATE, "Device state", stateLane, readState));
        Lane statusLane = status == null ? null : device.lane();
        Attribute.Reader readStatus = status == null ? device::status : status;
        device.add(command("Status", TangoType.DEV_STRING, "Device status", statusLane, readStatus));
        device.add(attribute("State", ValueType.STATE, stateLane, readState, DevState.UNKNOWN));
        device.add(attribute("Status", ValueType.STRING, statusLane, readStatus, ""));
    }

    private static Command command(
            String name, TangoType out, String outDescription, @Nullable Lane lane, Attribute.Reader reader) {
        return new Command(info(name, out, outDescription), Set.of(), lane, false, nothing -> reader.read());
    }

    private static CommandInfo info(String name, TangoType out, String outDescription) {
        return new CommandInfo(name, DisplayLevel.OPERATOR, TangoType.DEV_VOID, out, NONE, outDescription);
    }

    private static Attribute attribute(
            String name, ValueType<?> type, @Nullable Lane lane, Attribute.Reader reader, Object setPoint) {
        return new Attribute(
                AttributeConfig.of(name, WriteType.READ, DataFormat.SCALAR, type.element()),
                type,
                reader,
                null,
                Set.of(),
                Set.of(),
                lane,
                false,
                new Attribute.SetPoint(setPoint));
    }
}
