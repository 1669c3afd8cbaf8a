package org.reactivetango.server.dispatch;

import java.util.Set;
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

    /** Adds them, behind the attributes of the device's own. State and Status are read off the lane. */
    public static void addTo(Device device, Command.Body init) {
        device.add(new Command(info("Init", TangoType.DEV_VOID, NONE), Set.of(), device.lane(), false, init));
        device.add(new Command(
                info("State", TangoType.DEV_STATE, "Device state"), Set.of(), null, false, nothing -> device.state()));
        device.add(new Command(
                info("Status", TangoType.DEV_STRING, "Device status"),
                Set.of(),
                null,
                false,
                nothing -> device.status()));
        device.add(attribute("State", ValueType.STATE, device::state, DevState.UNKNOWN));
        device.add(attribute("Status", ValueType.STRING, device::status, ""));
    }

    private static CommandInfo info(String name, TangoType out, String outDescription) {
        return new CommandInfo(name, DisplayLevel.OPERATOR, TangoType.DEV_VOID, out, NONE, outDescription);
    }

    private static Attribute attribute(String name, ValueType<?> type, Attribute.Reader reader, Object setPoint) {
        return new Attribute(
                AttributeConfig.of(name, WriteType.READ, DataFormat.SCALAR, type.element()),
                type,
                reader,
                null,
                Set.of(),
                Set.of(),
                null,
                false,
                new Attribute.SetPoint(setPoint));
    }
}
