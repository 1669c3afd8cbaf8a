package org.reactivetango.client.proof;

import org.reactivetango.core.event.EventType;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Mono;

/** A server, as a process of its own, whose attributes have the number of its life as their value and push it. */
final class RestartedServer {
    private RestartedServer() {}

    /** Port, number of attributes of each of 10 devices, number of the life. */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        int attributes = Integer.parseInt(arguments[1]);
        long life = Long.parseLong(arguments[2]);
        DeviceDefinition.Builder<DeviceContext> device = DeviceDefinition.named("Mortal", Mono::just);
        for (int i = 0; i < attributes; i++) {
            device.scalar("x" + i, Long.class, a -> a.get(d -> life).pushes(EventType.CHANGE));
        }
        device.command(
                "Push",
                Void.class,
                Void.class,
                c -> c.accept((context, nothing) -> {
                    for (int i = 0; i < attributes; i++) {
                        context.pushChange("x" + i, life);
                    }
                }));
        DeviceDefinition<DeviceContext> definition = device.build();
        TangoServer.Builder builder = TangoServer.named("Mortal/proof").port(port);
        for (int i = 0; i < 10; i++) {
            builder = builder.device("test/mortal/" + i, definition);
        }
        TangoServer server = builder.bindNow();
        // By the clock of the machine, which the test reads, too.
        System.out.println("ready " + System.currentTimeMillis() + " " + server.port());
        server.onClose().block();
    }
}
