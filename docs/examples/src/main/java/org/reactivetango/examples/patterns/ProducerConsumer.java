package org.reactivetango.examples.patterns;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A producer makes one element each 10 ms, a consumer takes 95 ms for each: the queue between them overflows, and somebody has
 * to say what then. Whatever it is, what is produced is consumed or counted.
 *
 * <pre>
 * LATEST: 100 produced, 12 consumed, 88 dropped, the last was 99
 * DROP_OLDEST: 100 produced, 21 consumed, 79 dropped, the last was 99
 * DROP_NEWEST: 100 produced, 21 consumed, 79 dropped, the last was 95
 * ERROR: 13 produced, 12 consumed, 1 dropped, the last was 11, then it failed
 * </pre>
 */
public final class ProducerConsumer {
    private static final Duration PRODUCING = Duration.ofMillis(10);
    private static final Duration CONSUMING = Duration.ofMillis(95);
    private static final int ELEMENTS = 100;
    private static final int QUEUE = 10;

    private final Consumer<String> out;

    ProducerConsumer(Consumer<String> out) {
        this.out = out;
    }

    public static void main(String[] args) {
        new ProducerConsumer(System.out::println)
                .run(Schedulers.newSingle("queue", true))
                .block();
    }

    /** What becomes of an element for which the queue has no place. */
    enum Overflow {
        LATEST,
        DROP_OLDEST,
        DROP_NEWEST,
        ERROR;

        Flux<Long> queue(Flux<Long> elements, Consumer<Long> dropped) {
            return switch (this) {
                case LATEST -> elements.onBackpressureBuffer(1, dropped, BufferOverflowStrategy.DROP_OLDEST);
                case DROP_OLDEST -> elements.onBackpressureBuffer(QUEUE, dropped, BufferOverflowStrategy.DROP_OLDEST);
                case DROP_NEWEST -> elements.onBackpressureBuffer(QUEUE, dropped, BufferOverflowStrategy.DROP_LATEST);
                case ERROR -> elements.onBackpressureBuffer(QUEUE, dropped, BufferOverflowStrategy.ERROR);
            };
        }
    }

    Mono<Void> run(Scheduler time) {
        return Flux.fromArray(Overflow.values())
                .concatMap(overflow -> run(overflow, time))
                .doOnNext(out)
                .then();
    }

    private Mono<String> run(Overflow overflow, Scheduler time) {
        AtomicLong produced = new AtomicLong();
        AtomicLong consumed = new AtomicLong();
        AtomicLong dropped = new AtomicLong();
        AtomicLong last = new AtomicLong();
        Flux<Long> elements =
                Flux.interval(PRODUCING, time).take(ELEMENTS).doOnNext(element -> produced.incrementAndGet());
        return overflow.queue(elements, element -> dropped.incrementAndGet())
                .concatMapDelayError(element -> Mono.delay(CONSUMING, time).thenReturn(element), 0)
                .doOnNext(element -> {
                    consumed.incrementAndGet();
                    last.set(element);
                })
                .then(Mono.just(""))
                .onErrorReturn(", then it failed")
                .map(end -> overflow + ": " + produced + " produced, " + consumed + " consumed, " + dropped
                        + " dropped, the last was " + last + end);
    }
}
