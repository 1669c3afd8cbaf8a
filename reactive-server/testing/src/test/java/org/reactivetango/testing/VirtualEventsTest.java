package org.reactivetango.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import reactor.test.StepVerifier;

/** Without a socket; and what only virtual time can show. */
class VirtualEventsTest extends EventsContract {
    private static final Duration HOUR = Duration.ofHours(1);

    @Override
    TestContext.Builder begin() {
        return TestContext.virtual();
    }

    @Test
    void noThreadIsStartedAndAllIsDeliveredOnTheLoop() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        List<Thread> deliveredOn = new ArrayList<>();
        StepVerifier.create(wind().events(Events.change()).doOnNext(event -> deliveredOn.add(Thread.currentThread())))
                .expectNextCount(2)
                .then(() -> device.get().pushChange("wind", 1.0))
                .expectNextCount(1)
                .thenCancel()
                .verify();
        Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
        started.removeAll(before);
        assertThat(started)
                .extracting(Thread::getName)
                .noneMatch(name -> name.matches("(?i).*(tango|zmq|reaper|iothread).*"));
        assertThat(deliveredOn).hasSize(3).containsOnly(Thread.currentThread());
    }

    /** Heartbeats and renewals follow the virtual clock: else it would be lost after 25 s, or forgotten after 10 minutes. */
    @Test
    void aSubscriptionLastsForHours() {
        List<Event<Double>> events = new ArrayList<>();
        var subscription = wind().events(Events.change()).subscribe(events::add);
        for (int hour = 1; hour <= 3; hour++) {
            context.advance(HOUR);
            device.get().pushChange("wind", (double) hour);
            assertThat(events).hasSize(2 + hour);
            value((double) hour, false, events.get(1 + hour));
        }
        subscription.dispose();
    }

    /** As over ZMQ: as many wait at either end as the bounds say, the rest is not sent, and the next one shows the gap. */
    @Test
    void whatThereIsNoRoomForIsAGap() {
        try (TestContext narrow = begin().device("test/weather/1", Weather.definition(device::set))
                .server(s -> s.events(e -> e.bufferHwm(10)))
                .client(c -> c.eventBufferHwm(5))
                .start()) {
            List<Event<Double>> events = new ArrayList<>();
            var subscription = narrow.device("test/weather/1")
                    .attribute("wind", Double.class)
                    .events(Events.change())
                    .subscribe(events::add);
            narrow.device("test/weather/1").command("Gust", 100, Void.class).subscribe();
            device.get().pushChange("wind", -2.0);
            assertThat(events).hasSize(2 + 15 + 2);
            for (int i = 0; i < 15; i++) {
                value((double) i, false, events.get(2 + i));
            }
            assertThat(events.get(17)).isEqualTo(new Event.Gap<>(85));
            value(-2.0, false, events.get(18));
            subscription.dispose();
        }
    }
}
