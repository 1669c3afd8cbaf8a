package org.reactivetango.testing;

import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.ProxyOptions;
import org.reactivetango.client.TangoClient;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import reactor.core.scheduler.Scheduler;

/**
 * Devices under test: a server, a client of it, and time that passes when the test says so. Requests and replies are the
 * bytes that go over any network.
 *
 * <pre>{@code
 * try (TestContext context = TestContext.virtual().device("test/power/1", PowerSupply.CLASS).start()) {
 *     DeviceProxy supply = context.device("test/power/1");
 *     StepVerifier.create(supply.command("Ramp"))
 *             .then(() -> context.advance(Duration.ofHours(1)))
 *             .verifyComplete();
 * }
 * }</pre>
 *
 * <p>{@link #virtual} opens no socket and starts no thread: everything runs on the thread that subscribes or advances, and
 * time stands still in between. What needs no time has ended when {@code subscribe()} returns. The clock starts at the
 * epoch. {@link #loopback} is the same over TCP, in real time. There is no state outside a context, so any number of them
 * may exist side by side.
 *
 * <p>A virtual context belongs to one thread at a time. Devices in it must wait on {@code context.loop()} only; drivers
 * behind a bridge run on the loop and must not block.
 */
public final class TestContext implements AutoCloseable {
    private final Surroundings surroundings;
    private final TangoServer server;
    private final TangoClient client;

    private TestContext(Surroundings surroundings, TangoServer server, TangoClient client) {
        this.surroundings = surroundings;
        this.server = server;
        this.client = client;
    }

    /** Devices in virtual time, without sockets and threads. */
    public static Builder virtual() {
        return new Builder(true, TangoServer.named("TestContext/virtual"), TangoClient.builder());
    }

    /** Devices over TCP on this machine, in real time. */
    public static Builder loopback() {
        return new Builder(false, TangoServer.named("TestContext/loopback"), TangoClient.builder());
    }

    /** A device of this context, by the name it was given, {@code domain/family/member}. No I/O. */
    public DeviceProxy device(String name) {
        return client.device(server.deviceUrl(name));
    }

    public TangoServer server() {
        return server;
    }

    public TangoClient client() {
        return client;
    }

    /**
     * Lets that much time pass. In virtual time all that becomes due happens now, in order, on this thread; on loopback the
     * caller waits, so it must not be on a loop.
     */
    public void advance(Duration duration) {
        surroundings.advance(duration);
    }

    /** The clock of this context for the test's own delays: {@code Flux.interval(ofSeconds(1), context.scheduler())}. */
    public Scheduler scheduler() {
        return surroundings.scheduler();
    }

    /** Closes the client, deletes the devices, ends the server, letting as much time pass as that takes. */
    @Override
    public void close() {
        surroundings.await(client.closeLater().then(server.closeLater()));
    }

    /** What is to be tested. Immutable: every method returns a changed copy. */
    public static final class Builder {
        private final boolean virtual;
        private final TangoServer.Builder server;
        private final TangoClient.Builder client;

        private Builder(boolean virtual, TangoServer.Builder server, TangoClient.Builder client) {
            this.virtual = virtual;
            this.server = server;
            this.client = client;
        }

        /** Serves a device, {@code domain/family/member}. */
        public Builder device(String name, DeviceDefinition<?> definition) {
            return server(s -> s.device(name, definition));
        }

        /** What its proxies start with: {@code options(o -> o.timeout(ofHours(1)))}. */
        public Builder options(UnaryOperator<ProxyOptions> changes) {
            return client(c -> c.options(changes));
        }

        /** Anything else about the server: {@code server(s -> s.serial(SerialModel.NO_SYNC))}. */
        public Builder server(UnaryOperator<TangoServer.Builder> changes) {
            return new Builder(virtual, changes.apply(server), client);
        }

        /** Anything else about the client. */
        public Builder client(UnaryOperator<TangoClient.Builder> changes) {
            return new Builder(virtual, server, changes.apply(client));
        }

        /** Initialises the devices, letting as much time pass as that takes, and gives them a client. */
        public TestContext start() {
            Surroundings surroundings = virtual ? new VirtualSurroundings() : new LoopbackSurroundings();
            TangoServer bound = Objects.requireNonNull(
                    surroundings.await(surroundings.in(server).bind()));
            return new TestContext(surroundings, bound, surroundings.in(client).build());
        }
    }
}
