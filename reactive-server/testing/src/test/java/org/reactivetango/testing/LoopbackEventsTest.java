package org.reactivetango.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.reactivetango.client.event.Events;

/** Over ZMQ. */
class LoopbackEventsTest extends EventsContract {
    @Override
    TestContext.Builder begin() {
        return TestContext.loopback();
    }

    @Test
    void threadsOfZmqAreStarted() {
        assertThat(threadsOfEvents(wind().events(Events.change()))).contains("tango-events", "tango-client-events");
    }
}
