package org.reactivetango.core.event;

import java.util.ArrayList;
import java.util.List;
import org.reactivetango.core.model.DevVarLongStringArray;

/**
 * What {@code ZmqEventSubscriptionChange} answers to {@code info}, for people.
 *
 * @param release of the server's library: 100 times the major number, 10 times the minor and the patch
 * @param endpoints on each of the server's addresses; none before there are sockets
 */
public record EventChannelInfo(int release, List<EventEndpoints> endpoints) {
    public EventChannelInfo {
        endpoints = List.copyOf(endpoints);
    }

    /** The result of the command. */
    public DevVarLongStringArray result() {
        List<String> lines = new ArrayList<>();
        for (EventEndpoints pair : endpoints) {
            lines.add((lines.isEmpty() ? "Heartbeat: " : "Alternate heartbeat: ") + pair.heartbeat());
            lines.add((lines.size() == 1 ? "Event: " : "Alternate event: ") + pair.event());
        }
        if (lines.isEmpty()) {
            lines.addAll(List.of("No ZMQ event yet!", ""));
        }
        return new DevVarLongStringArray(new int[] {release}, lines.toArray(String[]::new));
    }
}
