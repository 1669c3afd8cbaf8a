package org.reactivetango.client.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.TangoConnectionException;
import org.reactivetango.core.error.TangoException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps calls under way, a fixed number of them: when one ends, the next begins. How long they take is recorded by any
 * thread and looked at by one.
 */
final class Load {
    private static final long MOST_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final Duration BEFORE_RECONNECTING = Duration.ofMillis(100);

    private final LongSupplier nanoTime;
    private final Recorder recorder = new Recorder(MOST_NANOS, 3);
    private final Histogram all = new Histogram(MOST_NANOS, 3);
    private final LongAdder failed = new LongAdder();
    private final AtomicReference<@Nullable TangoException> lastFailure = new AtomicReference<>();
    private long allFailed;
    private long beginNanos;
    private long lookedNanos;
    private @Nullable Histogram interval;

    /** Nothing is under way yet. */
    Load(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        begin();
    }

    /** Keeps {@code outstanding} calls under way, spread over {@code calls}, until cancelled. */
    Flux<Void> run(List<? extends Mono<?>> calls, int outstanding, Surroundings surroundings) {
        Mono<Void> pause =
                surroundings.ticker().apply(BEFORE_RECONNECTING).skip(1).next().then();
        return Flux.range(0, outstanding)
                .flatMap(i -> recorded(calls.get(i % calls.size()), pause).repeat(), outstanding);
    }

    private Mono<Void> recorded(Mono<?> call, Mono<Void> pause) {
        return Mono.defer(() -> {
            long startNanos = nanoTime.getAsLong();
            return call.doOnSuccess(result ->
                            recorder.recordValue(Math.min(MOST_NANOS, Math.max(0, nanoTime.getAsLong() - startNanos))))
                    .then()
                    .onErrorResume(TangoException.class, cause -> {
                        failed.increment();
                        lastFailure.set(cause);
                        return cause instanceof TangoConnectionException ? pause : Mono.empty();
                    });
        });
    }

    /** Forgets what was before. */
    void begin() {
        recorder.reset();
        all.reset();
        failed.reset();
        allFailed = 0;
        beginNanos = nanoTime.getAsLong();
        lookedNanos = beginNanos;
    }

    /** What happened since the last look. */
    Rate look() {
        long now = nanoTime.getAsLong();
        interval = recorder.getIntervalHistogram(interval);
        long failures = failed.sumThenReset();
        all.add(interval);
        allFailed += failures;
        Rate rate = new Rate(interval, failures, now - lookedNanos);
        lookedNanos = now;
        return rate;
    }

    /** What happened from the beginning to the last look. */
    Rate total() {
        return new Rate(all, allFailed, lookedNanos - beginNanos);
    }

    /** The last failure, if there was one. */
    @Nullable
    TangoException lastFailure() {
        return lastFailure.get();
    }

    /**
     * Calls in a time. Good until the next look.
     *
     * @param latencies in nanoseconds, of those that did not fail
     * @param failures how many failed
     * @param nanos how long that took
     */
    record Rate(Histogram latencies, long failures, long nanos) {
        long calls() {
            return latencies.getTotalCount();
        }

        double seconds() {
            return nanos / 1e9;
        }

        double perSecond() {
            return nanos <= 0 ? 0 : calls() / seconds();
        }

        double percentileMillis(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e6;
        }

        double minMillis() {
            return calls() == 0 ? 0 : latencies.getMinValue() / 1e6;
        }

        double meanMillis() {
            return latencies.getMean() / 1e6;
        }

        double maxMillis() {
            return latencies.getMaxValue() / 1e6;
        }
    }
}
