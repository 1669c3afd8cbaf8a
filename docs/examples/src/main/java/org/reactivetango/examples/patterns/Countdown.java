package org.reactivetango.examples.patterns;

import java.time.Duration;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Three named tasks with a state of their own, one after the other. A class derived from {@code Thread} becomes a method
 * that returns a {@code Flux}; {@code is_alive} is whether its subscription is.
 *
 * <pre>
 * Task started
 * 3
 * name=0 is alive: true
 * 2
 * 1
 * Task ended
 * name=0 is alive: false
 * Task started
 * 3
 * name=1 is alive: true
 * 2
 * 1
 * Task ended
 * name=1 is alive: false
 * Task started
 * 3
 * name=2 is alive: true
 * 2
 * 1
 * Task ended
 * name=2 is alive: false
 * </pre>
 */
public final class Countdown {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Consumer<String> out;

    Countdown(Consumer<String> out) {
        this.out = out;
    }

    public static void main(String[] args) {
        new Countdown(System.out::println)
                .run(Schedulers.newSingle("countdown", true))
                .block();
    }

    Mono<Void> run(Scheduler time) {
        return Flux.range(0, 3)
                .concatMap(number -> startAndJoin("name=" + number, time))
                .then();
    }

    private Mono<Void> startAndJoin(String name, Scheduler time) {
        return Mono.defer(() -> {
            Mono<Void> task = countdown(time, 3, 2, 1).name(name).then().cache();
            Disposable running = task.subscribe();
            out.accept(name + " is alive: " + !running.isDisposed());
            return task.doOnSuccess(end -> out.accept(name + " is alive: " + !running.isDisposed()));
        });
    }

    /** Says each number and waits for half a second. */
    Flux<Integer> countdown(Scheduler time, Integer... count) {
        return Flux.just(count)
                .concatMap(number -> Mono.fromRunnable(() -> out.accept(number.toString()))
                        .then(Mono.delay(PAUSE, time))
                        .thenReturn(number))
                .doFirst(() -> out.accept("Task started"))
                .doOnComplete(() -> out.accept("Task ended"));
    }
}
