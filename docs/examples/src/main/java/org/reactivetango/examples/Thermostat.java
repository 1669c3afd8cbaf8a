package org.reactivetango.examples;

import org.reactivetango.core.model.DevState;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;

/**
 * The smallest useful device: one attribute, one command. It prints where any Tango client reaches it:
 *
 * <pre>
 * tango://127.0.0.1:45450/lab/thermostat/1#dbase=no
 * </pre>
 */
public final class Thermostat {
    private double degrees = 21.0;

    static final DeviceDefinition<Thermostat> CLASS = DeviceDefinition.named(
                    "Thermostat", context -> context.state(DevState.ON).thenReturn(new Thermostat()))
            .scalar(
                    "temperature",
                    Double.class,
                    a -> a.unit("degC")
                            .range(5, 30)
                            .get(thermostat -> thermostat.degrees)
                            .set((thermostat, wanted) -> thermostat.degrees = wanted))
            .command("Reset", Void.class, Void.class, c -> c.accept((thermostat, none) -> thermostat.degrees = 21.0))
            .build();

    private Thermostat() {}

    public static void main(String[] args) {
        TangoServer server = TangoServer.named("Thermostat/test")
                .port(args.length == 0 ? 45450 : Integer.parseInt(args[0]))
                .device("lab/thermostat/1", CLASS)
                .bindNow();
        System.out.println(server.deviceUrl("lab/thermostat/1"));
        server.onClose().block();
    }
}
