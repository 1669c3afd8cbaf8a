package org.reactivetango.server.admin;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.event.EventChannel;
import org.reactivetango.core.event.EventChannelInfo;
import org.reactivetango.core.event.EventConfirmation;
import org.reactivetango.core.event.EventSubscription;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.server.dispatch.Device;
import org.reactivetango.server.events.EventSupplier;

/** The commands of the admin device with which clients subscribe events. */
public final class EventCommands {
    private final EventSupplier events;

    private EventCommands(EventSupplier events) {
        this.events = events;
    }

    /** Adds them to {@code device}. */
    public static void addTo(Device device, EventSupplier events) {
        EventCommands commands = new EventCommands(events);
        AdminCommands.add(
                device,
                "ZmqEventSubscriptionChange",
                TangoType.DEVVAR_STRINGARRAY,
                TangoType.DEVVAR_LONGSTRINGARRAY,
                argument -> commands.subscribe(strings(argument)));
        AdminCommands.add(
                device,
                "EventSubscriptionChange",
                TangoType.DEVVAR_STRINGARRAY,
                TangoType.DEV_LONG,
                argument -> commands.subscribeOld(strings(argument)));
        AdminCommands.add(
                device,
                "EventConfirmSubscription",
                TangoType.DEVVAR_STRINGARRAY,
                TangoType.DEV_VOID,
                argument -> commands.confirm(strings(argument)));
    }

    private static List<String> strings(@Nullable Object argument) {
        return List.of((String[]) Objects.requireNonNull(argument));
    }

    private Object subscribe(List<String> argument) {
        return EventSubscription.asksForInfo(argument)
                ? events.info().map(EventChannelInfo::result)
                : events.subscribe(EventSubscription.parse(argument)).map(EventChannel::result);
    }

    /** Those clients would get their events from a notification service, which nobody has any more. */
    private Object subscribeOld(List<String> argument) {
        events.check(EventSubscription.parse(argument));
        return EventSupplier.RELEASE;
    }

    private @Nullable Object confirm(List<String> argument) {
        events.confirm(EventConfirmation.parse(argument));
        return null;
    }
}
