package org.reactivetango.testing;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivetango.client.TangoClient;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.transport.InMemoryTransport;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

/** No socket and no thread: two loops over one virtual clock, and bytes that go from one to the other in memory. */
final class VirtualSurroundings implements Surroundings {
    private static final Duration STEP = Duration.ofMillis(1);
    private static final int MOST_STEPS = 600_000;

    // Never VirtualTimeScheduler.getOrSet(): that would be everybody's clock.
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final InMemoryTransport network = InMemoryTransport.create(LoopScheduler.virtual(time));

    @Override
    public TangoServer.Builder in(TangoServer.Builder server) {
        return server.transport(this::transport);
    }

    @Override
    public TangoClient.Builder in(TangoClient.Builder client) {
        return client.transport(this::transport).random(new Random(0));
    }

    private InMemoryTransport transport() {
        return network.on(LoopScheduler.virtual(time));
    }

    @Override
    public Scheduler scheduler() {
        return time;
    }

    @Override
    public void advance(Duration duration) {
        time.advanceTimeBy(duration);
    }

    @Override
    public <T> @Nullable T await(Mono<T> result) {
        CompletableFuture<T> awaited = result.toFuture();
        for (long steps = 0; !awaited.isDone(); steps++) {
            if (steps > MOST_STEPS) {
                throw new IllegalStateException(
                        "not done after " + STEP.multipliedBy(MOST_STEPS).toSeconds()
                                + " s of virtual time. Does a device wait on another scheduler than context.loop()?");
            }
            advance(STEP);
        }
        return awaited.join();
    }
}
