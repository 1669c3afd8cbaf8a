package org.reactivetango.examples.patterns;

import java.time.Duration;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Four workers get ready at different speeds, and none of them runs before all are ready: {@code when(...).then(...)} is the
 * barrier. A server's {@code bind()} is one, too: its port opens when all devices are initialised.
 *
 * <pre>
 * 0 s: worker 4 is ready
 * 1 s: worker 3 is ready
 * 2 s: worker 2 is ready
 * 3 s: worker 1 is ready
 * 3 s: worker 1 runs
 * 3 s: worker 2 runs
 * 3 s: worker 3 runs
 * 3 s: worker 4 runs
 * </pre>
 */
public final class Barrier {
    private static final int WORKERS = 4;

    private final Consumer<String> out;

    Barrier(Consumer<String> out) {
        this.out = out;
    }

    public static void main(String[] args) {
        new Barrier(System.out::println)
                .run(Schedulers.newSingle("workers", true))
                .block();
    }

    Mono<Void> run(Scheduler time) {
        Stopwatch watch = new Stopwatch(time);
        Flux<Integer> workers = Flux.range(1, WORKERS);
        return Mono.when(workers.map(worker -> ready(worker, watch)).toIterable())
                .thenMany(workers.doOnNext(worker -> out.accept(watch.seconds() + " s: worker " + worker + " runs")))
                .then();
    }

    private Mono<Long> ready(int worker, Stopwatch watch) {
        return Mono.delay(Duration.ofSeconds(WORKERS - worker), watch.time())
                .doOnNext(end -> out.accept(watch.seconds() + " s: worker " + worker + " is ready"));
    }
}
