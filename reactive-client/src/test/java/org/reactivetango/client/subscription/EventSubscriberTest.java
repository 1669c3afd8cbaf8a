package org.reactivetango.client.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscription;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import org.reactivetango.client.event.OnGap;
import org.reactivetango.client.event.Overflow;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.TangoConnectionException;
import org.reactivetango.core.event.EventMessage;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.testkit.ProofSize;
import org.reactivetango.testkit.rpc.VirtualLoop;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** What one subscriber gets, whatever comes when, and however slowly it asks. */
final class EventSubscriberTest {
    private static final int SEEDS = ProofSize.of(200, 20_000);
    private static final TangoConnectionException LOST =
            new TangoConnectionException("API_EventTimeout", "lost", Completion.NO, null);

    private final VirtualLoop time = new VirtualLoop();

    /** Events whose value is their counter, and readings that come when the test says. */
    private static final class Counters implements EventPayload<Integer> {
        private final List<Sinks.One<Reading<Integer>>> reads = new ArrayList<>();

        @Override
        public Reading<Integer> decode(EventMessage message, int version) {
            if (message.isError()) {
                throw DevFailedException.of("Test_Sent", "an error", "EventSubscriberTest");
            }
            return reading(message.counter());
        }

        @Override
        public boolean isReadable() {
            return true;
        }

        @Override
        public Mono<Reading<Integer>> read() {
            return Mono.defer(() -> {
                Sinks.One<Reading<Integer>> read = Sinks.one();
                reads.add(read);
                return read.asMono();
            });
        }

        void answer(int value) {
            reads.remove(0).tryEmitValue(reading(value));
        }
    }

    private static Reading<Integer> reading(int value) {
        return Reading.of(value, Quality.VALID, Instant.EPOCH);
    }

    private static EventMessage message(int counter) {
        return EventMessage.of(List.of(
                new byte[] {'t'},
                EventMessage.byteOrder(true),
                EventMessage.callInfo(counter, false, true),
                new byte[0]));
    }

    /** What it gets, and how much of it it wants. */
    private static final class Taker implements CoreSubscriber<Event<Integer>> {
        private final List<Event<Integer>> got = new ArrayList<>();
        private @Nullable Subscription subscription;
        private @Nullable Throwable error;
        private long wanted;

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
        }

        void request(long more) {
            wanted += more;
            subscription.request(more);
        }

        @Override
        public void onNext(Event<Integer> event) {
            got.add(event);
            assertThat((long) got.size()).as("asked for").isLessThanOrEqualTo(wanted);
        }

        @Override
        public void onError(Throwable failure) {
            error = failure;
        }

        @Override
        public void onComplete() {}

        List<Integer> values() {
            return got.stream()
                    .filter(Event.Value.class::isInstance)
                    .map(event -> ((Event.Value<Integer>) event).reading().value())
                    .toList();
        }
    }

    private final Counters payload = new Counters();
    private final Taker taker = new Taker();

    private EventSubscriber<Integer> subscribe(Events spec) {
        List<EventSubscriber<Integer>> made = new ArrayList<>();
        Flux.<Event<Integer>>create(
                        sink -> {
                            EventSubscriber<Integer> subscriber =
                                    new EventSubscriber<>("test", spec, payload, sink, time.loop());
                            sink.onRequest(more -> subscriber.deliver());
                            sink.onDispose(subscriber::dispose);
                            made.add(subscriber);
                        },
                        FluxSink.OverflowStrategy.IGNORE)
                .subscribe(taker);
        return made.get(0);
    }

    private EventSubscriber<Integer> connected(Events spec) {
        EventSubscriber<Integer> subscriber = subscribe(spec);
        subscriber.connected();
        subscriber.read();
        payload.answer(0);
        return subscriber;
    }

    static Stream<Arguments> overflows() {
        return Stream.of(
                        Overflow.latest(),
                        Overflow.buffer(7),
                        Overflow.dropOldest(7),
                        Overflow.dropNewest(7),
                        Overflow.buffer(1),
                        Overflow.dropNewest(1))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("overflows")
    void deliveredAndDroppedAndMissedAreAllThatWasSent(Overflow overflow) {
        for (int seed = 0; seed < SEEDS; seed++) {
            accountsForEverything(overflow, seed);
        }
    }

    private void accountsForEverything(Overflow overflow, int seed) {
        EventSubscriberTest each = new EventSubscriberTest();
        Random random = new Random(seed);
        EventSubscriber<Integer> subscriber = each.subscribe(Events.change().overflow(overflow));
        subscriber.connected();
        subscriber.read();
        int counter = 0;
        int steps = random.nextInt(200);
        int readAt = random.nextInt(steps + 1);
        for (int step = 0; step < steps; step++) {
            if (step == readAt) {
                each.payload.answer(0);
            }
            if (random.nextInt(3) == 0) {
                each.taker.request(1 + random.nextInt(5));
            } else {
                int missed = random.nextInt(4) == 0 ? random.nextInt(10) : 0;
                counter += missed + 1;
                subscriber.sent(message(counter), 5, missed);
            }
        }
        if (readAt == steps) {
            each.payload.answer(0);
        }
        each.taker.request(10_000);
        // What was left out at the end is told by what comes next.
        subscriber.sent(message(++counter), 5, 0);
        long accounted = 0;
        int last = 0;
        for (Event<Integer> event : each.taker.got) {
            accounted += event.dropped();
            if (event instanceof Event.Gap<Integer> gap) {
                accounted += gap.missed();
            } else if (event instanceof Event.Value<Integer> value && !value.initial()) {
                accounted++;
                int now = value.reading().value();
                assertThat(now).as("order, %s, seed %d", overflow, seed).isGreaterThan(last);
                last = now;
                // To the last event: what lies between two is what was told between them.
                assertThat(accounted).as("%s, seed %d", overflow, seed).isEqualTo(now);
            }
        }
        assertThat(accounted).as("%s, seed %d", overflow, seed).isEqualTo(counter);
    }

    /** Delivery elsewhere knows no fast path; with the loop run after each step it is the same otherwise. */
    @ParameterizedTest
    @MethodSource("overflows")
    void whatIsToldAtOnceIsWhatWouldHaveWaited(Overflow overflow) {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<String> atOnce = told(Events.change().overflow(overflow), seed);
            List<String> waited = told(Events.change().overflow(overflow).deliverOn(Schedulers.immediate()), seed);
            assertThat(atOnce).as("%s, seed %d", overflow, seed).isEqualTo(waited);
        }
    }

    private static List<String> told(Events spec, int seed) {
        EventSubscriberTest each = new EventSubscriberTest();
        Random random = new Random(seed);
        EventSubscriber<Integer> subscriber = each.connected(spec);
        int counter = 0;
        for (int step = 0; step < 50; step++) {
            switch (random.nextInt(8)) {
                case 0 -> each.taker.request(1 + random.nextInt(5));
                case 1 -> each.taker.request(50);
                case 2 -> {
                    subscriber.disconnected(LOST);
                    subscriber.connected();
                }
                case 3 -> {
                    int missed = random.nextInt(3) - 1;
                    counter += Math.max(0, missed) + 1;
                    subscriber.sent(message(counter), 5, missed);
                }
                case 4 -> subscriber.sent(error(++counter), 5, 0);
                default -> subscriber.sent(message(++counter), 5, 0);
            }
            each.time.advance(Duration.ZERO);
        }
        return each.taker.got.stream().map(Object::toString).toList();
    }

    private static EventMessage error(int counter) {
        return EventMessage.of(List.of(
                new byte[] {'t'},
                EventMessage.byteOrder(true),
                EventMessage.callInfo(counter, true, true),
                new byte[0]));
    }

    @Test
    void eventsWaitForTheFirstReading() {
        EventSubscriber<Integer> subscriber = subscribe(Events.change());
        taker.request(100);
        subscriber.connected();
        subscriber.read();
        subscriber.sent(message(1), 5, 0);
        subscriber.sent(message(2), 5, 0);
        assertThat(taker.got).containsExactly(new Event.Connected<>());
        payload.answer(-7);
        assertThat(taker.got)
                .containsExactly(
                        new Event.Connected<>(),
                        new Event.Value<>(reading(-7), true, 0),
                        new Event.Value<>(reading(1), false, 0),
                        new Event.Value<>(reading(2), false, 0));
    }

    @Test
    void aSecondReadingIsToldOnlyIfItSaysSomethingElse() {
        EventSubscriber<Integer> subscriber = connected(Events.change());
        taker.request(100);
        subscriber.readAgain();
        payload.answer(0);
        assertThat(taker.values()).containsExactly(0);
        subscriber.readAgain();
        payload.answer(5);
        assertThat(taker.values()).containsExactly(0, 5);
    }

    @Test
    void aSecondReadingThatAnEventOvertakesIsNotTold() {
        EventSubscriber<Integer> subscriber = connected(Events.change());
        taker.request(100);
        subscriber.readAgain();
        subscriber.sent(message(3), 5, 0);
        payload.answer(2);
        assertThat(taker.values()).containsExactly(0, 3);
    }

    @Test
    void aGapIsMendedByOneReadingAndOneMoreIfItGoesOn() {
        EventSubscriber<Integer> subscriber = connected(Events.change().onGap(OnGap.READ));
        taker.request(100);
        subscriber.sent(message(3), 5, 2);
        subscriber.sent(message(9), 5, 5);
        subscriber.sent(message(12), 5, 2);
        assertThat(payload.reads).hasSize(1);
        payload.answer(100);
        assertThat(payload.reads).hasSize(1);
        payload.answer(101);
        assertThat(payload.reads).isEmpty();
        assertThat(taker.got)
                .containsExactly(
                        new Event.Connected<>(),
                        new Event.Value<>(reading(0), true, 0),
                        new Event.Gap<>(2),
                        new Event.Value<>(reading(3), false, 0),
                        new Event.Gap<>(5),
                        new Event.Value<>(reading(9), false, 0),
                        new Event.Gap<>(2),
                        new Event.Value<>(reading(12), false, 0),
                        new Event.Value<>(reading(100), true, 0),
                        new Event.Value<>(reading(101), true, 0));
    }

    @Test
    void whatABufferCannotTakeIsAGapEvenIfNothingComesBehindIt() {
        EventSubscriber<Integer> subscriber = connected(Events.change().overflow(Overflow.buffer(2)));
        taker.request(2);
        for (int i = 1; i <= 5; i++) {
            subscriber.sent(message(i), 5, 0);
        }
        taker.request(100);
        assertThat(taker.got.subList(2, taker.got.size()))
                .containsExactly(
                        new Event.Value<>(reading(1), false, 0),
                        new Event.Value<>(reading(2), false, 0),
                        new Event.Gap<>(3));
    }

    @Test
    void tooMuchEndsItWhereThatIsAnError() {
        EventSubscriber<Integer> subscriber = connected(Events.change().overflow(Overflow.error(2)));
        taker.request(2);
        subscriber.sent(message(1), 5, 0);
        subscriber.sent(message(2), 5, 0);
        assertThat(taker.error).isNull();
        subscriber.sent(message(3), 5, 0);
        assertThat(Exceptions.isOverflow(taker.error)).isTrue();
        assertThat(taker.error).hasMessageContaining("test is too slow: 2 events wait");
    }

    @Test
    void aLossIsToldOnceAndEndsNothing() {
        EventSubscriber<Integer> subscriber = connected(Events.change());
        taker.request(100);
        subscriber.disconnected(LOST);
        subscriber.disconnected(LOST);
        subscriber.connected();
        subscriber.read();
        payload.answer(4);
        assertThat(taker.got)
                .containsExactly(
                        new Event.Connected<>(),
                        new Event.Value<>(reading(0), true, 0),
                        new Event.Disconnected<>(LOST),
                        new Event.Connected<>(),
                        new Event.Value<>(reading(4), true, 0));
    }

    @Test
    void aFirstFailureIsTheEndUnlessStateless() {
        subscribe(Events.change()).disconnected(LOST);
        assertThat(taker.error).isSameAs(LOST);

        EventSubscriberTest other = new EventSubscriberTest();
        EventSubscriber<Integer> stateless = other.subscribe(Events.change().stateless());
        other.taker.request(100);
        stateless.disconnected(LOST);
        stateless.disconnected(LOST);
        stateless.connected();
        assertThat(other.taker.error).isNull();
        assertThat(other.taker.got).containsExactly(new Event.Disconnected<>(LOST), new Event.Connected<>());
    }

    /** A hundred losses that nobody looks at take no more room than the last of them. */
    @Test
    void ofLossesThatNobodyLooksAtTheLastOnesAreKept() {
        EventSubscriber<Integer> subscriber = connected(Events.change());
        for (int i = 0; i < 100; i++) {
            subscriber.disconnected(LOST);
            subscriber.connected();
        }
        taker.request(1000);
        assertThat(taker.got.stream()
                        .filter(event -> !(event instanceof Event.Value))
                        .count())
                .isLessThan(20);
        assertThat(taker.got.get(taker.got.size() - 1)).isEqualTo(new Event.Connected<>());
    }

    @Test
    void onAnotherSchedulerNothingIsFetchedInAdvance() {
        EventSubscriber<Integer> subscriber =
                connected(Events.change().overflow(Overflow.latest()).deliverOn(Schedulers.immediate()));
        taker.request(2);
        time.advance(Duration.ZERO);
        for (int i = 1; i <= 50; i++) {
            subscriber.sent(message(i), 5, 0);
        }
        time.advance(Duration.ZERO);
        taker.request(10);
        time.advance(Duration.ZERO);
        assertThat(taker.got.get(2)).isEqualTo(new Event.Value<>(reading(50), false, 49));
    }
}
