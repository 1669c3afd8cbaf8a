package org.reactivetango.examples.patterns;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Two motors step at their own pace, one each 0.5 s, the other each 0.75 s: cumbersome in one loop with {@code sleep}, two
 * threads elsewhere, and here two {@code Flux} on one thread.
 *
 * <pre>
 * 0.50 s: motor 1, step 1
 * 0.75 s: motor 2, step 1
 * 1.00 s: motor 1, step 2
 * 1.50 s: motor 2, step 2
 * 1.50 s: motor 1, step 3
 * 2.00 s: motor 1, step 4
 * 2.25 s: motor 2, step 3
 * 1 thread
 * </pre>
 */
public final class TwoMotors {
    private final Consumer<String> out;
    private final Set<String> threads = new TreeSet<>();

    TwoMotors(Consumer<String> out) {
        this.out = out;
    }

    public static void main(String[] args) {
        new TwoMotors(System.out::println)
                .run(Schedulers.newSingle("motors", true))
                .block();
    }

    Mono<Void> run(Scheduler time) {
        Stopwatch watch = new Stopwatch(time);
        return Flux.merge(steps(1, Duration.ofMillis(500), 4, watch), steps(2, Duration.ofMillis(750), 3, watch))
                .then(Mono.fromRunnable(() -> out.accept(threads.size() + " thread")));
    }

    private Flux<Long> steps(int motor, Duration pace, int number, Stopwatch watch) {
        return Flux.interval(pace, watch.time()).take(number).doOnNext(step -> {
            threads.add(Thread.currentThread().getName());
            double seconds = watch.millis() / 1000.0;
            out.accept(String.format(Locale.ROOT, "%.2f s: motor %d, step %d", seconds, motor, step + 1));
        });
    }
}
