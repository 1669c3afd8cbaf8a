package org.reactivetango.server.admin;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.server.admin.Administered.AdministeredDevice;
import org.reactivetango.server.dispatch.Device;
import org.reactivetango.server.polling.Polling;
import reactor.core.publisher.Mono;

/** The commands of the admin device with which clients say what is polled, and ask. */
public final class PollingCommands {
    private final Device admin;
    private final Administered server;
    private final Polling polling;

    private PollingCommands(Device admin, Administered server, Polling polling) {
        this.admin = admin;
        this.server = server;
        this.polling = polling;
    }

    /** Adds them to {@code admin}. */
    public static void addTo(Device admin, Administered server, Polling polling) {
        PollingCommands commands = new PollingCommands(admin, server, polling);
        commands.addQueries();
        commands.addChanges();
        commands.addSwitches();
    }

    /** The status of an admin device. */
    public static String status(boolean polls) {
        return "The device is ON\nThe polling is " + (polls ? "ON" : "OFF");
    }

    private void addQueries() {
        add(
                "PolledDevice",
                TangoType.DEV_VOID,
                TangoType.DEVVAR_STRINGARRAY,
                nothing -> server.devices().stream()
                        .filter(device -> polling.isPolled(device.device()))
                        .map(AdministeredDevice::name)
                        .toArray(String[]::new));
        add("DevPollStatus", TangoType.DEV_STRING, TangoType.DEVVAR_STRINGARRAY, name -> {
            Device device = AdminCommands.find(server, String.valueOf(name)).device();
            return onLoop(device, () -> polling.status(device).toArray(String[]::new));
        });
    }

    private void addChanges() {
        add("AddObjPolling", TangoType.DEVVAR_LONGSTRINGARRAY, TangoType.DEV_VOID, argument -> {
            String origin = "DServer::add_obj_polling";
            DevVarLongStringArray what = checked(argument, origin);
            Device device = find(what.svalue()[0], origin);
            return done(
                    device,
                    () -> polling.add(
                            device,
                            what.svalue()[1],
                            what.svalue()[2],
                            what.lvalue()[0],
                            Polling.DEFAULT_DEPTH,
                            origin));
        });
        add("UpdObjPollingPeriod", TangoType.DEVVAR_LONGSTRINGARRAY, TangoType.DEV_VOID, argument -> {
            String origin = "DServer::upd_obj_polling_period";
            DevVarLongStringArray what = checked(argument, origin);
            Device device = find(what.svalue()[0], origin);
            return done(
                    device, () -> polling.change(device, what.svalue()[1], what.svalue()[2], what.lvalue()[0], origin));
        });
        add("RemObjPolling", TangoType.DEVVAR_STRINGARRAY, TangoType.DEV_VOID, argument -> {
            String origin = "DServer::rem_obj_polling";
            String[] what = (String[]) Objects.requireNonNull(argument);
            checkCount(what.length == 3, origin);
            Device device = find(what[0], origin);
            return done(device, () -> polling.remove(device, what[1], what[2], origin));
        });
    }

    private void addSwitches() {
        add(
                "StartPolling",
                TangoType.DEV_VOID,
                TangoType.DEV_VOID,
                nothing -> polling.start().doOnSuccess(done -> admin.status(status(true))));
        add(
                "StopPolling",
                TangoType.DEV_VOID,
                TangoType.DEV_VOID,
                nothing -> polling.stop().doOnSuccess(done -> admin.status(status(false))));
    }

    private static DevVarLongStringArray checked(@Nullable Object argument, String origin) {
        DevVarLongStringArray what = (DevVarLongStringArray) Objects.requireNonNull(argument);
        checkCount(what.lvalue().length == 1 && what.svalue().length == 3, origin);
        return what;
    }

    private static void checkCount(boolean right, String origin) {
        if (!right) {
            throw DevFailedException.of(Reasons.WRONG_NUMBER_OF_ARGS, "Incorrect number of inout arguments", origin);
        }
    }

    private Device find(String name, String origin) {
        try {
            return AdminCommands.find(server, name).device();
        } catch (DevFailedException unknown) {
            throw unknown.with(DevError.of(Reasons.DEVICE_NOT_FOUND, "Device " + name + " not found", origin));
        }
    }

    private static Mono<Void> done(Device device, Runnable action) {
        return onLoop(device, () -> {
                    action.run();
                    return true;
                })
                .then();
    }

    /** What is to be done with a device is done where it lives, if that is not here. */
    private static <T> Mono<T> onLoop(Device device, Supplier<T> action) {
        return Mono.fromSupplier(action).subscribeOn(device.lane().loop().asScheduler());
    }

    private void add(String name, TangoType in, TangoType out, Function<@Nullable Object, @Nullable Object> body) {
        AdminCommands.add(admin, name, in, out, body);
    }
}
