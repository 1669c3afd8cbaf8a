package org.reactivetango.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.lane.BlockingBridge;

/** A device that is initialised again opens its driver again: not before the old one is closed, or the port is taken. */
class BridgesOfDevicesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ONE = "test/meter/1";
    private static final String TWO = "test/meter/2";

    private final AtomicInteger opened = new AtomicInteger();
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final Map<String, DeviceContext> contexts = new ConcurrentHashMap<>();

    private final DeviceDefinition<BlockingBridge<Port>> ownPort = meter(context -> context.bridge("port", Port::new));
    private final DeviceDefinition<BlockingBridge<Port>> sharedPort =
            meter(context -> context.sharedBridge("port", Port::new));

    private final class Port implements AutoCloseable {
        private final int number = opened.incrementAndGet();

        Port() {
            log.add("open " + number);
        }

        @Override
        public void close() {
            log.add("close " + number);
        }
    }

    private DeviceDefinition<BlockingBridge<Port>> meter(Function<DeviceContext, BlockingBridge<Port>> connect) {
        return DeviceDefinition.named("Meter", context -> {
                    contexts.put(context.name(), context);
                    BlockingBridge<Port> port = connect.apply(context);
                    return port.ready().thenReturn(port);
                })
                .command("Port", Void.class, Integer.class, c -> c.run((port, none) -> port.call(p -> p.number)))
                .build();
    }

    private TangoServer server;

    @AfterEach
    void end() {
        server.closeLater().block(PATIENCE);
    }

    private void serve(DeviceDefinition<?> definition) {
        server = TangoServer.named("Meter/test")
                .device(ONE, definition)
                .device(TWO, definition)
                .bindNow();
    }

    private LocalDevice device(String name) {
        return contexts.get(ONE).device(name);
    }

    private int portOf(String device) {
        return device(device).command("Port", null, Integer.class).block(PATIENCE);
    }

    @Test
    void initOpensTheDriverAnewWhenTheOldOneIsClosed() {
        serve(ownPort);
        assertThat(log).containsExactly("open 1", "open 2");
        device(ONE).command("Init").block(PATIENCE);
        assertThat(log).containsExactly("open 1", "open 2", "close 1", "open 3");
        assertThat(List.of(portOf(ONE), portOf(TWO))).containsExactly(3, 2);
    }

    @Test
    void aSharedDriverStaysOpenAsLongAsAnyoneUsesIt() {
        serve(sharedPort);
        assertThat(List.of(portOf(ONE), portOf(TWO))).containsExactly(1, 1);
        device(ONE).command("Init").block(PATIENCE);
        assertThat(List.of(portOf(ONE), portOf(TWO))).containsExactly(1, 1);
        server.closeLater().block(PATIENCE);
        assertThat(log).containsExactly("open 1", "close 1");
    }
}
