package org.reactivetango.testing;

import java.time.Duration;
import java.util.function.Consumer;
import org.reactivetango.core.event.EventType;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A device whose attributes make events in each way there is: pushed, polled, streamed. */
final class Weather {
    static final Duration PERIOD = Duration.ofMillis(20);

    private Weather() {}

    /**
     * Its class.
     *
     * @param begun gets the context of each device that begins
     */
    static DeviceDefinition<DeviceContext> definition(Consumer<DeviceContext> begun) {
        int[] readings = {0};
        return DeviceDefinition.<DeviceContext>named("Weather", context -> {
                    begun.accept(context);
                    return Mono.just(context);
                })
                .scalar(
                        "wind",
                        Double.class,
                        a -> a.get(d -> -1.0)
                                .set((d, speed) -> d.pushUser("wind", speed))
                                .pushes(EventType.CHANGE, EventType.ARCHIVE, EventType.DATA_READY))
                .scalar(
                        "rain",
                        Integer.class,
                        a -> a.absChange(1).polled(PERIOD).eventPeriod(PERIOD).get(d -> readings[0]++))
                .scalar(
                        "sun",
                        Long.class,
                        a -> a.stream(d -> Flux.interval(PERIOD, d.loop().asScheduler())))
                .scalar("silent", Double.class, a -> a.get(d -> 0.5))
                .command(
                        "Gust",
                        Integer.class,
                        Void.class,
                        c -> c.accept((d, events) -> {
                            for (int i = 0; i < events; i++) {
                                d.pushChange("wind", (double) i);
                            }
                        }))
                .build();
    }
}
