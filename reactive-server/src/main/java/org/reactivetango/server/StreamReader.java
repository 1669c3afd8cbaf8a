package org.reactivetango.server;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.lane.LoopScheduler;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/**
 * A reader that gives a stream, which is not asked again for each reading.
 *
 * @param source gives values, or readings of them
 * @param retry what follows on errors
 * @param stale so long it may be silent; null for as long as it likes
 */
record StreamReader<S>(
        Function<S, ? extends Flux<?>> source,
        Retry retry,
        @Nullable Duration stale) implements Function<S, @Nullable Object> {
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

    /** One that is retried for ever, sooner again after each element. */
    static <S> StreamReader<S> of(Function<S, ? extends Flux<?>> source) {
        return new StreamReader<>(
                source,
                Retry.backoff(Long.MAX_VALUE, FIRST_RETRY)
                        .maxBackoff(LONGEST_RETRY)
                        .transientErrors(true),
                null);
    }

    StreamReader<S> retry(Retry given) {
        return new StreamReader<>(source, given, stale);
    }

    StreamReader<S> stale(Duration silence) {
        return new StreamReader<>(source, retry, silence);
    }

    /** What follows on errors of a device on that loop. */
    Retry retryOn(LoopScheduler loop) {
        return retry instanceof RetryBackoffSpec delayed ? delayed.scheduler(loop.asScheduler()) : retry;
    }

    @Override
    public Flux<?> apply(S state) {
        return source.apply(state);
    }
}
