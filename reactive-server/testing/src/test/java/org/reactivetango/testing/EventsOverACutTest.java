package org.reactivetango.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivetango.client.TangoClient;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.transport.InMemoryTransport;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Events when the network breaks, or the server ends and comes again: in memory, to the millisecond. */
class EventsOverACutTest {
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final InMemoryTransport servers = InMemoryTransport.create(LoopScheduler.virtual(time));
    private final AtomicReference<DeviceContext> device = new AtomicReference<>();
    private final TangoClient client = TangoClient.builder()
            .transport(() -> servers.on(LoopScheduler.virtual(time)))
            .random(new Random(0))
            .build();
    private final List<Event<Double>> events = new ArrayList<>();

    private <T> T now(Mono<T> result) {
        AtomicReference<@Nullable T> got = new AtomicReference<>();
        result.subscribe(got::set);
        time.advanceTimeBy(Duration.ZERO);
        return Objects.requireNonNull(got.get());
    }

    private TangoServer serve() {
        return now(TangoServer.named("Weather/cut")
                .port(10_000)
                .events(e -> e.heartbeatPort(10_001).eventPort(10_002))
                .transport(() -> servers)
                .device("test/weather/1", Weather.definition(device::set))
                .bind());
    }

    private void follow(TangoServer server) {
        client.device(server.deviceUrl("test/weather/1"))
                .attribute("wind", Double.class)
                .events(Events.change())
                .subscribe(events::add);
        assertThat(events).hasSize(2);
        events.clear();
    }

    private void expectReconnected() {
        assertThat(events).hasSize(3);
        assertThat(events.get(0)).isInstanceOf(Event.Disconnected.class);
        assertThat(events.get(1)).isEqualTo(new Event.Connected<>());
        EventsContract.value(-1.0, true, events.get(2));
        device.get().pushChange("wind", 2.0);
        assertThat(events).hasSize(4);
        EventsContract.value(2.0, false, events.get(3));
    }

    @Test
    void aCutIsToldAndMended() {
        follow(serve());
        servers.cut();
        time.advanceTimeBy(Duration.ZERO);
        assertThat(events).singleElement().isInstanceOf(Event.Disconnected.class);
        device.get().pushChange("wind", 1.0);
        assertThat(events).hasSize(1);
        time.advanceTimeBy(Duration.ofSeconds(2));
        expectReconnected();
    }

    @Test
    void aServerThatComesAgainIsFoundAgain() {
        TangoServer first = serve();
        follow(first);
        first.closeLater().subscribe();
        time.advanceTimeBy(Duration.ofMinutes(5));
        assertThat(events).singleElement().isInstanceOf(Event.Disconnected.class);
        serve();
        time.advanceTimeBy(Duration.ofSeconds(5));
        expectReconnected();
    }
}
