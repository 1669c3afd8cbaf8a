package org.reactivetango.server.admin;

import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.server.admin.Administered.AdministeredDevice;
import org.reactivetango.server.dispatch.Command;
import org.reactivetango.server.dispatch.Device;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The commands of the admin device {@code dserver/executable/instance}, class {@code DServer}. */
public final class AdminCommands {
    public static final String CLASS_NAME = "DServer";

    private final Administered server;

    private AdminCommands(Administered server) {
        this.server = server;
    }

    /** Adds them to {@code device}. */
    public static void addTo(Device device, Administered server) {
        AdminCommands commands = new AdminCommands(server);
        commands.addQueries(device);
        commands.addRestarts(device);
    }

    /** What the Init command of the admin device does: every device is initialised again, in order. */
    public static Mono<Void> restartAll(Administered server) {
        return Flux.fromIterable(server.devices())
                .concatMap(AdministeredDevice::restart)
                .then();
    }

    private void addQueries(Device device) {
        add(
                device,
                "QueryClass",
                TangoType.DEV_VOID,
                TangoType.DEVVAR_STRINGARRAY,
                nothing -> server.devices().stream()
                        .map(AdministeredDevice::className)
                        .distinct()
                        .toArray(String[]::new));
        add(
                device,
                "QueryDevice",
                TangoType.DEV_VOID,
                TangoType.DEVVAR_STRINGARRAY,
                nothing -> server.devices().stream()
                        .map(served -> served.className() + "::" + served.name())
                        .toArray(String[]::new));
        add(device, "QuerySubDevice", TangoType.DEV_VOID, TangoType.DEVVAR_STRINGARRAY, nothing -> new String[0]);
    }

    private void addRestarts(Device device) {
        add(
                device,
                "DevRestart",
                TangoType.DEV_STRING,
                TangoType.DEV_VOID,
                name -> find(server, String.valueOf(name)).restart());
        add(device, "Kill", TangoType.DEV_VOID, TangoType.DEV_VOID, nothing -> {
            server.kill();
            return null;
        });
    }

    /** The device of that name, which may be a whole URL. */
    static AdministeredDevice find(Administered server, String text) {
        String name = text.replaceFirst("(?i)^(tango:)?//[^/]*/", "").replaceFirst("(?i)#dbase=.*$", "");
        for (AdministeredDevice device : server.devices()) {
            if (device.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return device;
            }
        }
        throw DevFailedException.of(
                Reasons.DEVICE_NOT_FOUND, "Device " + text + " not found", "Util::get_device_by_name()");
    }

    static void add(
            Device device,
            String name,
            TangoType in,
            TangoType out,
            Function<@Nullable Object, @Nullable Object> body) {
        CommandInfo info = new CommandInfo(name, DisplayLevel.OPERATOR, in, out, "Uninitialised", "Uninitialised");
        device.add(new Command(info, Set.of(), device.lane(), false, body::apply));
    }
}
