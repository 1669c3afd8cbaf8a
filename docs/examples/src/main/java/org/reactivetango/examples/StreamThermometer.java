package org.reactivetango.examples;

import java.time.Duration;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import org.reactivetango.core.event.EventType;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Mono;

/**
 * A device that pushes what it is set to, and a client that streams it:
 *
 * <pre>
 * connected
 * 21.0, read at first
 * 21.5
 * </pre>
 */
final class StreamThermometer {
    static final DeviceDefinition<DeviceContext> CLASS = DeviceDefinition.named("Thermometer")
            .scalar(
                    "temperature",
                    Double.class,
                    a -> a.pushes(EventType.CHANGE)
                            .get(context -> 21.0)
                            .set((context, degrees) -> context.pushChange("temperature", degrees)))
            .build();

    public static void main(String[] args) {
        TangoServer server = TangoServer.named("Thermometer/test")
                .device("lab/thermometer/1", CLASS)
                .bindNow();
        TangoClient tango = TangoClient.create();
        AttributeProxy<Double> temperature =
                tango.device(server.deviceUrl("lab/thermometer/1")).attribute("temperature", Double.class);
        temperature
                .events(Events.change())
                .map(StreamThermometer::text)
                .doOnNext(System.out::println)
                .delayUntil(text -> text.endsWith("first") ? temperature.write(21.5) : Mono.empty())
                .take(3)
                .then(tango.closeLater())
                .then(server.closeLater())
                .block(Duration.ofSeconds(20));
    }

    private static String text(Event<Double> event) {
        return event.fold(
                value -> value.reading().value() + (value.initial() ? ", read at first" : ""),
                failed -> failed.cause().getMessage(),
                gap -> gap.missed() + " events lost",
                connected -> "connected",
                lost -> "disconnected: " + lost.cause().getMessage());
    }
}
