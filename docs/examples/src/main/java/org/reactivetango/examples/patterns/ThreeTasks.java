package org.reactivetango.examples.patterns;

import java.time.Duration;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Three tasks side by side, and one that waits for each of them: {@code start} is {@code subscribe}, {@code join} is
 * {@code then}.
 *
 * <pre>
 * Main: create and start task 0
 * Task 0: starting
 * Main: create and start task 1
 * Task 1: starting
 * Main: create and start task 2
 * Task 2: starting
 * Main: before joining task 0
 * Task 0: finishing
 * Main: task 0 done
 * Main: before joining task 1
 * Task 1: finishing
 * Main: task 1 done
 * Main: before joining task 2
 * Task 2: finishing
 * Main: task 2 done
 * </pre>
 */
public final class ThreeTasks {
    private static final Duration WORK = Duration.ofSeconds(4);

    private final Consumer<String> out;

    ThreeTasks(Consumer<String> out) {
        this.out = out;
    }

    public static void main(String[] args) {
        new ThreeTasks(System.out::println)
                .run(Schedulers.newSingle("tasks", true))
                .block();
    }

    /** Starts all three before it waits for the first. */
    Mono<Void> run(Scheduler time) {
        return Flux.range(0, 3)
                .map(number -> started(number, time))
                .collectList()
                .flatMapMany(tasks -> Flux.range(0, 3).concatMap(number -> join(number, tasks.get(number))))
                .then();
    }

    private Mono<Void> started(int number, Scheduler time) {
        out.accept("Main: create and start task " + number);
        Mono<Void> task = Mono.delay(WORK, time)
                .doOnSubscribe(start -> out.accept("Task " + number + ": starting"))
                .doOnNext(end -> out.accept("Task " + number + ": finishing"))
                .then()
                .cache();
        task.subscribe();
        return task;
    }

    private Mono<Void> join(int number, Mono<Void> task) {
        return task.doOnSubscribe(start -> out.accept("Main: before joining task " + number))
                .doOnSuccess(end -> out.accept("Main: task " + number + " done"));
    }
}
