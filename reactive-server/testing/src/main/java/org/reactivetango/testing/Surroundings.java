package org.reactivetango.testing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivetango.client.TangoClient;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** In what a test's server and client live: how they reach each other, and how time passes for them. */
interface Surroundings {
    TangoServer.Builder in(TangoServer.Builder server);

    TangoClient.Builder in(TangoClient.Builder client);

    Scheduler scheduler();

    void advance(Duration duration);

    /** Lets time pass until {@code result} is there. */
    <T> @Nullable T await(Mono<T> result);
}
