package org.reactivetango.client.proof;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.reactivetango.core.event.EventType;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Mono;

/** Devices with attributes {@code x0}, {@code x1}, ... of type long, whose change events the test pushes itself. */
final class Pushers {
    static final String DEVICE = "test/pusher/";

    private final Map<String, DeviceContext> contexts = new ConcurrentHashMap<>();
    private final DeviceDefinition<DeviceContext> definition;

    Pushers(int attributes) {
        DeviceDefinition.Builder<DeviceContext> device = DeviceDefinition.named("Pusher", context -> {
            contexts.put(context.name(), context);
            return Mono.just(context);
        });
        for (int i = 0; i < attributes; i++) {
            device.scalar("x" + i, Long.class, a -> a.get(d -> -1L).pushes(EventType.CHANGE));
        }
        definition = device.build();
    }

    /** With so many devices, {@code test/pusher/0} and so on. */
    TangoServer.Builder server(int devices) {
        TangoServer.Builder server = TangoServer.named("Pusher/proof");
        for (int i = 0; i < devices; i++) {
            server = server.device(DEVICE + i, definition);
        }
        return server;
    }

    void push(int device, int attribute, long value) {
        contexts.get(DEVICE + device).pushChange("x" + attribute, value);
    }
}
