package org.reactivetango.examples.patterns;

import java.time.Duration;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A timer prompts for an answer after 30 s. One user answers after 10 s, which cancels it; the other never does. Cancelling a
 * timer that has fired does nothing.
 *
 * <pre>
 * 10 s: the first user answers
 * 30 s: second user, are you still there?
 * 40 s: the second user's timer is cancelled, too late
 * </pre>
 */
public final class Reminder {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Consumer<String> out;

    Reminder(Consumer<String> out) {
        this.out = out;
    }

    public static void main(String[] args) {
        new Reminder(System.out::println)
                .run(Schedulers.newSingle("timer", true))
                .block();
    }

    Mono<Void> run(Scheduler time) {
        return Mono.defer(() -> {
            Stopwatch watch = new Stopwatch(time);
            Disposable first = prompt("first", watch);
            Disposable second = prompt("second", watch);
            return Mono.delay(Duration.ofSeconds(10), time)
                    .doOnNext(answer -> cancel(first, watch, "the first user answers"))
                    .then(Mono.delay(PATIENCE, time))
                    .doOnNext(late -> cancel(second, watch, "the second user's timer is cancelled, too late"))
                    .then();
        });
    }

    private Disposable prompt(String user, Stopwatch watch) {
        return Mono.delay(PATIENCE, watch.time())
                .subscribe(due -> out.accept(watch.seconds() + " s: " + user + " user, are you still there?"));
    }

    private void cancel(Disposable timer, Stopwatch watch, String why) {
        timer.dispose();
        out.accept(watch.seconds() + " s: " + why);
    }
}
