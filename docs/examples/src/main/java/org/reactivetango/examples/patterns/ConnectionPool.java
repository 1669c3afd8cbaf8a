package org.reactivetango.examples.patterns;

import java.time.Duration;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Seven requests share three connections: what a semaphore counts, the second argument of {@code flatMap} says. Blocking
 * drivers have it as the number of a bridge's workers.
 *
 * <pre>
 * 0 s: request 1 begins, 1 in use
 * 0 s: request 2 begins, 2 in use
 * 0 s: request 3 begins, 3 in use
 * 1 s: request 4 begins, 3 in use
 * 1 s: request 5 begins, 3 in use
 * 1 s: request 6 begins, 3 in use
 * 2 s: request 7 begins, 3 in use
 * 3 s: done, at most 3 in use
 * </pre>
 */
public final class ConnectionPool {
    private static final int CONNECTIONS = 3;
    private static final Duration REQUEST = Duration.ofSeconds(1);

    private final Consumer<String> out;
    private int inUse;
    private int mostInUse;

    ConnectionPool(Consumer<String> out) {
        this.out = out;
    }

    public static void main(String[] args) {
        new ConnectionPool(System.out::println)
                .run(7, Schedulers.newSingle("pool", true))
                .block();
    }

    Mono<Void> run(int requests, Scheduler time) {
        Stopwatch watch = new Stopwatch(time);
        return Flux.range(1, requests)
                .flatMap(number -> request(number, watch), CONNECTIONS)
                .then(Mono.fromRunnable(
                        () -> out.accept(watch.seconds() + " s: done, at most " + mostInUse + " in use")));
    }

    private Mono<Long> request(int number, Stopwatch watch) {
        return Mono.delay(REQUEST, watch.time())
                .doFirst(() -> {
                    mostInUse = Math.max(mostInUse, ++inUse);
                    out.accept(watch.seconds() + " s: request " + number + " begins, " + inUse + " in use");
                })
                .doOnNext(end -> inUse--);
    }
}
