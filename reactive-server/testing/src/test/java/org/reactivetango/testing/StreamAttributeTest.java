package org.reactivetango.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.server.AttributeDefinition;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** An attribute whose device gives a stream, as clients read it. */
class StreamAttributeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final AtomicInteger subscribed = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();

    /** Counts the seconds since it was subscribed, up to three, and then breaks. */
    private Flux<Long> seconds(DeviceContext context) {
        return Flux.interval(SECOND, context.loop().asScheduler())
                .map(n -> n + 1)
                .concatMap(n -> n <= 3 ? Mono.just(n) : Mono.error(new IllegalStateException("the clock stands")))
                .doOnSubscribe(s -> subscribed.incrementAndGet())
                .doOnCancel(cancelled::incrementAndGet);
    }

    private static TestContext start(AttributeDefinition<DeviceContext, ?> attribute) {
        return TestContext.virtual()
                .device(
                        "test/clock/1",
                        DeviceDefinition.<DeviceContext>named("Clock", Mono::just)
                                .attribute(attribute)
                                .build())
                .start();
    }

    private AttributeDefinition<DeviceContext, Long> clock() {
        return AttributeDefinition.<DeviceContext, Long>scalar("seconds", Long.class).stream(this::seconds);
    }

    @Test
    void theLatestElementIsReadWithItsTime() {
        try (TestContext context = start(clock())) {
            AttributeProxy<Long> seconds = context.device("test/clock/1").attribute("seconds", Long.class);
            assertThatThrownBy(() -> read(context, seconds))
                    .isInstanceOfSatisfying(
                            DevFailedException.class,
                            e -> assertThat(e.errors().get(0).reason()).isEqualTo(Reasons.ATTR_VALUE_NOT_SET));
            Instant start = now(context);
            context.advance(SECOND);
            assertThat(read(context, seconds).value()).isEqualTo(1);
            context.advance(SECOND.multipliedBy(3).dividedBy(2));
            Reading<Long> second = read(context, seconds);
            assertThat(second.value()).isEqualTo(2);
            assertThat(second.time()).isBetween(start.plus(SECOND), start.plus(SECOND.multipliedBy(2)));
            assertThat(subscribed).hasValue(1);
        }
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void initSubscribesAnewAndForgetsWhatWas() {
        try (TestContext context = start(clock())) {
            AttributeProxy<Long> seconds = context.device("test/clock/1").attribute("seconds", Long.class);
            context.advance(SECOND.multipliedBy(2));
            assertThat(read(context, seconds).value()).isEqualTo(2);
            await(context, context.device("test/clock/1").command("Init"));
            assertThat(subscribed).hasValue(2);
            assertThat(cancelled).hasValue(1);
            assertThatThrownBy(() -> read(context, seconds)).isInstanceOf(DevFailedException.class);
            context.advance(SECOND);
            assertThat(read(context, seconds).value()).isEqualTo(1);
        }
        assertThat(cancelled).hasValue(2);
    }

    @Test
    void anErrorMakesItInvalidAndItIsRetriedForEverLaterAndLater() {
        try (TestContext context = start(clock())) {
            AttributeProxy<Long> seconds = context.device("test/clock/1").attribute("seconds", Long.class);
            context.advance(SECOND.multipliedBy(4));
            assertThat(read(context, seconds).quality()).isEqualTo(Quality.INVALID);
            // The first retry comes after 100 ms, give or take a half; each element makes the next error a first one.
            for (int i = 2; i < 100; i++) {
                context.advance(Duration.ofMillis(150));
                assertThat(subscribed).hasValue(i);
                context.advance(SECOND.multipliedBy(4));
            }
        }
    }

    @Test
    void aRetryOfItsOwnWaitsOnTheLoop() {
        AttributeDefinition<DeviceContext, Long> clock = clock().retry(Retry.fixedDelay(1, Duration.ofHours(1)));
        try (TestContext context = start(clock)) {
            context.advance(SECOND.multipliedBy(4).plus(Duration.ofHours(1)).minus(MOMENT));
            assertThat(subscribed).hasValue(1);
            context.advance(MOMENT);
            assertThat(subscribed).hasValue(2);
            context.advance(Duration.ofDays(1));
            assertThat(subscribed).hasValue(2);
            AttributeProxy<Long> seconds = context.device("test/clock/1").attribute("seconds", Long.class);
            assertThat(read(context, seconds).quality()).isEqualTo(Quality.INVALID);
        }
    }

    @Test
    void readingsKeepTheirQualityAndSilenceEndsIt() {
        AttributeDefinition<DeviceContext, Long> once = AttributeDefinition.<DeviceContext, Long>scalar(
                        "seconds", Long.class)
                .streamReadings(context ->
                        Mono.just(Reading.of(7L, Quality.ALARM, Instant.EPOCH)).concatWith(Mono.never()))
                .stale(SECOND);
        try (TestContext context = start(once)) {
            AttributeProxy<Long> seconds = context.device("test/clock/1").attribute("seconds", Long.class);
            assertThat(read(context, seconds)).isEqualTo(Reading.of(7L, Quality.ALARM, Instant.EPOCH));
            context.advance(SECOND);
            assertThat(read(context, seconds)).isEqualTo(Reading.invalid(Instant.EPOCH));
        }
    }

    @Test
    void whatOnlyStreamsHaveIsRefusedForOthers() {
        AttributeDefinition<DeviceContext, Long> plain = AttributeDefinition.scalar("plain", Long.class);
        assertThatThrownBy(() -> plain.stale(SECOND))
                .hasMessage("stale is for streams: call stream before, for attribute plain");
        assertThatThrownBy(() -> clock().stale(Duration.ZERO)).hasMessage("silence must last, not PT0S");
    }

    private static Instant now(TestContext context) {
        return Instant.ofEpochMilli(context.scheduler().now(TimeUnit.MILLISECONDS));
    }

    private static <T> Reading<T> read(TestContext context, AttributeProxy<T> attribute) {
        return Objects.requireNonNull(await(context, attribute.read()));
    }

    /** What needs no time. */
    private static <T> @Nullable T await(TestContext context, Mono<T> result) {
        CompletableFuture<T> future = result.toFuture();
        context.advance(Duration.ZERO);
        try {
            return future.getNow(null);
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
