package org.reactivetango.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.event.EventMessage;
import org.reactivetango.core.event.EventStructure;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.idl.AttributeValue5;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;
import org.reactivetango.server.dispatch.Attribute;
import reactor.core.publisher.Flux;
import reactor.test.publisher.TestPublisher;
import reactor.util.retry.Retry;

/** What becomes of a device's stream: the latest element for those who read, each for those who subscribe. */
final class AttributeStreamTest {
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration STALE = Duration.ofSeconds(5);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final int COUNT = 500;

    private final Attribute attribute = attribute(AttributeConfig.NOT_SPECIFIED);
    private final AtomicInteger subscriptions = new AtomicInteger();
    private TestPublisher<Object> source = TestPublisher.create();
    private @Nullable Subscribed subscribed;
    private @Nullable AttributeStream stream;

    @BeforeEach
    void open() throws Exception {
        begin(attribute, null);
    }

    private void begin(Attribute streamed, @Nullable Duration stale) throws Exception {
        close();
        Subscribed opened = new Subscribed(streamed, new SocketOptions("127.0.0.1", 0, 0, Subscribed.WITHOUT_CANARY));
        AttributeStream begun = new AttributeStream("test/events/1/row", opened.loop, opened.supplier, stale);
        subscribed = opened;
        stream = begun;
        begun.start(streamed, this::subscribe, Retry.fixedDelay(3, RETRY).scheduler(opened.time));
    }

    private Flux<Object> subscribe() {
        subscriptions.incrementAndGet();
        source = TestPublisher.create();
        return source.flux();
    }

    @AfterEach
    void close() {
        if (stream != null) {
            stream.stop();
        }
        if (subscribed != null) {
            subscribed.close();
        }
    }

    @Test
    void eachElementIsReadUntilTheNextAndIsAnEvent() throws Exception {
        assertThat(read()).isNull();
        Instant time = Instant.parse("2026-01-02T03:04:05Z");
        source.next(new double[] {1.5});
        assertThat(read().value()).isEqualTo(new double[] {1.5});
        assertThat(read().time()).isEqualTo(subscribed().loop.now());
        source.next(Reading.of(new double[] {2.5}, Quality.ALARM, time));
        assertThat(read().time()).isEqualTo(time);
        assertThat(event()).isEqualTo("1.5 VALID");
        assertThat(event()).isEqualTo("2.5 ALARM");
    }

    @Test
    void elementsOfAnotherThreadKeepTheirOrder() throws Exception {
        Thread thread = new Thread(() -> {
            for (int i = 0; i < COUNT; i++) {
                source.next(new double[] {i});
            }
        });
        thread.start();
        for (int i = 0; i < COUNT; i++) {
            assertThat(event()).isEqualTo(i + ".0 VALID");
        }
        thread.join();
        assertThat(read().value()).isEqualTo(new double[] {COUNT - 1});
    }

    @Test
    void anErrorMakesItInvalidUntilARetryBringsAnElement() throws Exception {
        source.next(new double[] {1});
        source.error(new IllegalStateException("the wire is broken"));
        assertThat(read().quality()).isEqualTo(Quality.INVALID);
        advance(RETRY.minus(MOMENT));
        assertThat(subscriptions).hasValue(1);
        advance(MOMENT);
        assertThat(subscriptions).hasValue(2);
        // It fails again: it is INVALID already, and nobody is told twice.
        source.error(new IllegalStateException("the wire is still broken"));
        advance(RETRY);
        assertThat(subscriptions).hasValue(3);
        assertThat(read().quality()).isEqualTo(Quality.INVALID);
        source.next(new double[] {2});
        assertThat(events(3)).containsExactly("1.0 VALID", "- INVALID", "2.0 VALID");
    }

    @Test
    void whatIsNotRetriedAnyMoreStaysInvalid() throws Exception {
        for (int i = 0; i < 4; i++) {
            source.error(new IllegalStateException("the wire is broken"));
            advance(RETRY);
        }
        assertThat(subscriptions).hasValue(4);
        assertThat(read().quality()).isEqualTo(Quality.INVALID);
        assertThat(event()).isEqualTo("- INVALID");
    }

    @Test
    void theEndKeepsTheLastValueAsInvalid() throws Exception {
        Instant time = Instant.parse("2026-01-02T03:04:05Z");
        source.next(Reading.of(new double[] {1}, Quality.VALID, time));
        source.complete();
        assertThat(read()).isEqualTo(Reading.invalid(time));
        assertThat(events(2)).containsExactly("1.0 VALID", "- INVALID");
    }

    @Test
    void silenceMakesItInvalidOnceAndTheNextElementEndsThat() throws Exception {
        begin(attribute, STALE);
        advance(STALE.multipliedBy(3));
        assertThat(read()).isNull();
        source.next(new double[] {1});
        advance(STALE.minus(MOMENT));
        source.next(new double[] {2});
        advance(STALE.minus(MOMENT));
        assertThat(read().quality()).isEqualTo(Quality.VALID);
        advance(MOMENT);
        assertThat(read().quality()).isEqualTo(Quality.INVALID);
        advance(STALE.multipliedBy(3));
        source.next(new double[] {3});
        assertThat(read().quality()).isEqualTo(Quality.VALID);
        assertThat(events(4)).containsExactly("1.0 VALID", "2.0 VALID", "- INVALID", "3.0 VALID");
    }

    @Test
    void criteriaThatAreDeclaredDecideWhatIsAnEvent() throws Exception {
        begin(attribute("10"), null);
        for (int value : new int[] {0, 9, 10, 15, 5, 0, 100}) {
            source.next(new double[] {value});
            assertThat(read().value()).isEqualTo(new double[] {value});
        }
        assertThat(events(4)).containsExactly("0.0 VALID", "10.0 VALID", "0.0 VALID", "100.0 VALID");
    }

    @Test
    void anElementThatCannotBeIsAnErrorAndTheStreamGoesOn() throws Exception {
        source.next("a text");
        source.next(new double[] {1});
        assertThat(events(2)).containsExactly("API_IncompatibleAttrDataType", "1.0 VALID");
        assertThat(subscriptions).hasValue(1);
    }

    @Test
    void whatIsSharedIsCopiedAndLetGo() throws Exception {
        double[] buffer = {1};
        AtomicInteger released = new AtomicInteger();
        source.next(Reading.ofShared(buffer, Quality.VALID, Instant.EPOCH, released::incrementAndGet));
        assertThat(released).hasValue(1);
        buffer[0] = 2;
        assertThat(read().value()).isEqualTo(new double[] {1});
        assertThat(event()).isEqualTo("1.0 VALID");
    }

    @Test
    void itIsCancelledWhenItStopsAndNothingIsKnownAnyMore() {
        source.next(new double[] {1});
        stream().stop();
        source.assertCancelled();
        assertThat(read()).isNull();
        assertThat(subscriptions).hasValue(1);
    }

    private @Nullable Reading<?> read() {
        return stream().read();
    }

    private void advance(Duration duration) {
        subscribed().time.advanceTimeBy(duration);
    }

    private Subscribed subscribed() {
        return Objects.requireNonNull(subscribed);
    }

    private AttributeStream stream() {
        return Objects.requireNonNull(stream);
    }

    private List<String> events(int count) throws InterruptedException {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event());
        }
        return events;
    }

    private String event() throws InterruptedException {
        EventMessage message = EventMessage.of(subscribed().received.messages.take());
        if (message.isError()) {
            return message.errors(EventStructure.VALUE_5, 32).get(0).reason();
        }
        AttributeValue5 value = message.value(EventStructure.VALUE_5, 32);
        return (value.value().value() instanceof double[] row ? row[0] : "-") + " " + value.quality();
    }

    private static Attribute attribute(String absChange) {
        String none = AttributeConfig.NOT_SPECIFIED;
        return new Attribute(
                        AttributeConfig.of("row", WriteType.READ, DataFormat.SPECTRUM, ValueType.DOUBLES.element())
                                .with(c -> c.maxX(1)
                                        .events(new AttributeConfig.Events(none, absChange, "1000", none, none, none))),
                        ValueType.DOUBLES,
                        null,
                        null,
                        Set.of(),
                        Set.of(),
                        null,
                        false,
                        new Attribute.SetPoint(new double[0]))
                .pushing(Set.of(EventType.CHANGE));
    }
}
