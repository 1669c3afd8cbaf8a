package org.reactivetango.client.peers;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivetango.client.event.Events;
import org.reactivetango.testkit.peers.PyTangoServer;

/** PyTango 9.3 with a file of properties: it numbers its events and polls. */
final class EventsFromPyTangoTest extends EventsOfChangesContract {
    @Override
    String start(String name) {
        return PEERS.started(PyTangoServer.startPushingWithProperties()).url(name);
    }

    @Override
    boolean pushesUserErrors() {
        return false;
    }

    @Test
    void whoSubscribesIsToldThatPollingHasEnded() {
        poll("polled");
        Heard<Double> change =
                hear("change", device().attribute("polled", Double.class).events(Events.change()));
        change.awaitSent(2);
        unpoll("polled");
        change.awaitLast(Object::toString, List.of("API_PollObjNotFound"));
    }
}
