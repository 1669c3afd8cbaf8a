package org.reactivetango.testing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivetango.client.TangoClient;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** TCP on any free port of this machine, and the time of its clock. */
final class LoopbackSurroundings implements Surroundings {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public TangoServer.Builder in(TangoServer.Builder server) {
        return server;
    }

    @Override
    public TangoClient.Builder in(TangoClient.Builder client) {
        return client;
    }

    @Override
    public Scheduler scheduler() {
        return Schedulers.parallel();
    }

    @Override
    public void advance(Duration duration) {
        Mono.delay(duration).block();
    }

    @Override
    public <T> @Nullable T await(Mono<T> result) {
        return result.block(PATIENCE);
    }
}
