package org.reactivetango.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import org.reactivetango.client.event.Overflow;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.server.DeviceContext;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** The events of a device are the same in virtual time, without a socket, and over ZMQ. */
abstract class EventsContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int COUNT = 500;

    final AtomicReference<DeviceContext> device = new AtomicReference<>();
    TestContext context;

    abstract TestContext.Builder begin();

    @BeforeEach
    void start() {
        context = begin().device("test/weather/1", Weather.definition(device::set))
                .start();
    }

    @AfterEach
    void close() {
        context.close();
    }

    final <T> AttributeProxy<T> attribute(String name, Class<T> type) {
        return context.device("test/weather/1").attribute(name, type);
    }

    final AttributeProxy<Double> wind() {
        return attribute("wind", Double.class);
    }

    private void push(int count) {
        IntStream.range(0, count).forEach(i -> device.get().pushChange("wind", (double) i));
    }

    /** Lets time pass until {@code events} has ended by itself. */
    private <T> List<T> collected(Flux<T> events) {
        List<T> all = new ArrayList<>();
        StepVerifier.create(events.doOnNext(all::add).then())
                .then(() -> context.advance(Weather.PERIOD.multipliedBy(20)))
                .expectComplete()
                .verify(PATIENCE);
        return all;
    }

    /** The names of those that are started while {@code events} are followed up to the first that is pushed. */
    final Set<String> threadsOfEvents(Flux<Event<Double>> events) {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Set<String> started = new HashSet<>();
        StepVerifier.create(events)
                .expectNextCount(2)
                .then(() -> device.get().pushChange("wind", 1.0))
                .expectNextCount(1)
                .then(() -> Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread))
                        .map(Thread::getName)
                        .filter(name -> name.matches(".*(tango|zmq|event|reaper|iothread).*"))
                        .forEach(started::add))
                .thenCancel()
                .verify(PATIENCE);
        return started;
    }

    static <T> Event<T> value(T expected, boolean initial, Event<T> event) {
        assertThat(event)
                .isInstanceOfSatisfying(
                        Event.Value.class,
                        value -> assertThat(value.reading().value()).isEqualTo(expected));
        assertThat(((Event.Value<T>) event).initial()).isEqualTo(initial);
        return event;
    }

    @Test
    void whatIsPushedComesAfterTheFirstReadingWholeAndInOrder() {
        List<Double> got = new ArrayList<>();
        StepVerifier.create(wind().events(Events.change()))
                .expectNext(new Event.Connected<>())
                .assertNext(first -> value(-1.0, true, first))
                .then(() -> push(COUNT))
                .thenConsumeWhile(event -> {
                    got.add(((Event.Value<Double>) event).reading().value());
                    return got.size() < COUNT;
                })
                .thenCancel()
                .verify(PATIENCE);
        assertThat(got)
                .containsExactlyElementsOf(
                        IntStream.range(0, COUNT).mapToObj(i -> (double) i).toList());
    }

    @Test
    void readingsOnlyInTheShortForm() {
        StepVerifier.create(wind().changes().map(reading -> reading.value()))
                .expectNext(-1.0)
                .then(() -> device.get().pushChange("wind", 7.0))
                .expectNext(7.0)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void whatHandlersPushComesToo() {
        StepVerifier.create(wind().events(Events.user()))
                .expectNext(new Event.Connected<>())
                .assertNext(first -> value(-1.0, true, first))
                .then(() -> wind().write(12.0).subscribe())
                .assertNext(next -> value(12.0, false, next))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void anErrorIsAnElementAndTheStreamGoesOn() {
        StepVerifier.create(wind().events(Events.archive()))
                .expectNextCount(2)
                .then(() -> device.get().pushArchive("wind", DevFailedException.of("Test_Broken", "broken", "test")))
                .assertNext(failed -> assertThat(
                                ((DevFailedException) ((Event.Failed<Double>) failed).cause()).reason())
                        .isEqualTo("Test_Broken"))
                .then(() -> device.get().pushArchive("wind", 3.0))
                .assertNext(next -> value(3.0, false, next))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void whatIsPolledComesWhenItChangesAndEveryPeriod() {
        for (Events kind : List.of(Events.change(), Events.periodic())) {
            List<Event<Integer>> events =
                    collected(attribute("rain", Integer.class).events(kind).take(8));
            assertThat(events.get(0)).isEqualTo(new Event.Connected<>());
            assertThat(events.subList(1, 8)).allMatch(event -> event instanceof Event.Value);
            List<Integer> numbers = events.subList(2, 8).stream()
                    .map(event -> ((Event.Value<Integer>) event).reading().value())
                    .toList();
            assertThat(numbers).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void whatIsStreamedComesElementForElement() {
        context.advance(Weather.PERIOD.multipliedBy(2));
        List<Long> elements = collected(
                        attribute("sun", Long.class).events(Events.change()).take(8))
                .stream()
                .filter(event -> event instanceof Event.Value<Long> value && !value.initial())
                .map(event -> ((Event.Value<Long>) event).reading().value())
                .toList();
        assertThat(elements).hasSize(6);
        assertThat(elements)
                .isEqualTo(
                        IntStream.range(0, 6).mapToObj(i -> elements.get(0) + i).toList());
    }

    @Test
    void whatIsNotSentFailsWithTheServersReason() {
        StepVerifier.create(attribute("silent", Double.class).changes())
                .expectErrorSatisfies(e ->
                        assertThat(((DevFailedException) e).reason()).isEqualTo(Reasons.ATTRIBUTE_POLLING_NOT_STARTED))
                .verify(PATIENCE);
    }

    @Test
    void wordThatThereIsSomethingToRead() {
        StepVerifier.create(wind().dataReady())
                .expectNext(new Event.Connected<>())
                .then(() -> device.get().pushDataReady("wind", 4711))
                .assertNext(ready -> value(4711, false, ready))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void theConfigurationAtFirst() {
        StepVerifier.create(wind().configurations())
                .expectNext(new Event.Connected<>())
                .assertNext(first -> assertThat(((Event.Value<AttributeConfig>) first)
                                .reading()
                                .value()
                                .name())
                        .isEqualTo("wind"))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void whatASlowSubscriberLeavesOutIsCountedAndTheOthersHaveAll() {
        List<Event<Double>> all = new ArrayList<>();
        AtomicReference<Event<Double>> latest = new AtomicReference<>();
        StepVerifier.create(wind().events(Events.change().overflow(Overflow.latest())), 2)
                .expectNextCount(2)
                .then(() -> StepVerifier.create(wind().events(Events.change()).doOnNext(all::add))
                        .expectNextCount(2)
                        .then(() -> push(COUNT))
                        .expectNextCount(COUNT)
                        .thenCancel()
                        .verify(PATIENCE))
                .thenRequest(1)
                .consumeNextWith(latest::set)
                .thenCancel()
                .verify(PATIENCE);
        assertThat(all).hasSize(COUNT + 2);
        value(COUNT - 1.0, false, latest.get());
        assertThat(latest.get().dropped()).isEqualTo(COUNT - 1);
    }

    @Test
    void whoHasCancelledCostsNothingAndMayComeAgain() {
        for (int i = 0; i < 3; i++) {
            double speed = i;
            StepVerifier.create(wind().events(Events.change()))
                    .expectNextCount(2)
                    .then(() -> device.get().pushChange("wind", speed))
                    .assertNext(next -> value(speed, false, next))
                    .thenCancel()
                    .verify(PATIENCE);
        }
    }
}
