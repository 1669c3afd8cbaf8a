package org.reactivetango.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;

/** Without a socket; and what only virtual time can show. */
class VirtualEventsTest extends EventsContract {
    @Override
    TestContext.Builder begin() {
        return TestContext.virtual();
    }

    @Test
    void noThreadIsStartedAndAllIsDeliveredOnTheLoop() {
        List<Thread> deliveredOn = new ArrayList<>();
        assertThat(threadsOfEvents(
                        wind().events(Events.change()).doOnNext(event -> deliveredOn.add(Thread.currentThread()))))
                .isEmpty();
        assertThat(deliveredOn).hasSize(3).containsOnly(Thread.currentThread());
    }

    /** Heartbeats and renewals follow the virtual clock: else it would be lost after 25 s, or forgotten after 10 minutes. */
    @Test
    void aSubscriptionLastsForAnHour() {
        List<Event<Double>> events = new ArrayList<>();
        var subscription = wind().events(Events.change()).subscribe(events::add);
        for (int minutes = 20; minutes <= 60; minutes += 20) {
            events.clear();
            context.advance(Duration.ofMinutes(20));
            device.get().pushChange("wind", (double) minutes);
            assertThat(events).hasSize(1);
            value((double) minutes, false, events.get(0));
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
