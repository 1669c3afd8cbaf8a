package org.reactivetango.client.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.EventLog;
import org.reactivetango.client.event.Events;
import org.reactivetango.client.event.Overflow;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.event.EventType;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Our client at our server, over loopback. */
final class EventsOverTcpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int COUNT = 500;

    private final AtomicReference<DeviceContext> device = new AtomicReference<>();
    private TangoServer server;
    private TangoClient tango;
    private AttributeProxy<Double> number;

    @BeforeEach
    void start() {
        DeviceDefinition<DeviceContext> definition = DeviceDefinition.named("Pusher", context -> {
                    device.set(context);
                    return Mono.just(context);
                })
                .scalar(
                        "number",
                        Double.class,
                        a -> a.get(d -> -1.0).pushes(EventType.CHANGE, EventType.ARCHIVE, EventType.DATA_READY))
                .scalar("silent", Double.class, a -> a.get(d -> 0.5))
                .build();
        server = TangoServer.named("Pusher/test")
                .device("test/pusher/1", definition)
                .bindNow();
        tango = TangoClient.builder().options(o -> o.timeout(PATIENCE)).build();
        number = tango.device(server.deviceUrl("test/pusher/1")).attribute("number", Double.class);
    }

    @AfterEach
    void end() {
        tango.closeLater().block(PATIENCE);
        server.closeLater().block(PATIENCE);
    }

    private void push(int count) {
        IntStream.range(0, count).forEach(i -> device.get().pushChange("number", (double) i));
    }

    @Test
    void theFirstReadingThenEveryEventInOrder() {
        List<Double> got = new ArrayList<>();
        StepVerifier.create(number.events(Events.change()))
                .expectNext(new Event.Connected<>())
                .assertNext(first -> {
                    assertThat(((Event.Value<Double>) first).initial()).isTrue();
                    assertThat(((Event.Value<Double>) first).reading().value()).isEqualTo(-1.0);
                })
                .then(() -> push(COUNT))
                .recordWith(ArrayList::new)
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
        StepVerifier.create(number.changes().map(reading -> reading.value()))
                .expectNext(-1.0)
                .then(() -> device.get().pushChange("number", 7.0))
                .expectNext(7.0)
                .then(() -> device.get()
                        .pushChange("number", DevFailedException.of("Test_Broken", "broken", "EventsOverTcpTest")))
                .then(() -> device.get().pushChange("number", 8.0))
                .expectNext(8.0)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void anErrorIsAnElementAndTheStreamGoesOn() {
        StepVerifier.create(number.events(Events.archive()).filter(event -> !(event instanceof Event.Connected)))
                .assertNext(first -> assertThat(first).isInstanceOf(Event.Value.class))
                .then(() -> device.get()
                        .pushArchive("number", DevFailedException.of("Test_Broken", "broken", "EventsOverTcpTest")))
                .assertNext(failed -> assertThat(
                                ((DevFailedException) ((Event.Failed<Double>) failed).cause()).reason())
                        .isEqualTo("Test_Broken"))
                .then(() -> device.get().pushArchive("number", 3.0))
                .assertNext(value -> assertThat(
                                ((Event.Value<Double>) value).reading().value())
                        .isEqualTo(3.0))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void whatIsNotSentFailsWithTheServersReason() {
        assertThatThrownBy(() -> tango.device(server.deviceUrl("test/pusher/1"))
                        .attribute("silent", Double.class)
                        .changes()
                        .blockFirst(PATIENCE))
                .isInstanceOfSatisfying(
                        DevFailedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reasons.ATTRIBUTE_POLLING_NOT_STARTED));
    }

    @Test
    void anotherTypeThanTheAttributesIsAnError() {
        assertThatThrownBy(() -> tango.device(server.deviceUrl("test/pusher/1"))
                        .attribute("number", String.class)
                        .changes()
                        .blockFirst(PATIENCE))
                .isInstanceOfSatisfying(
                        DevFailedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reasons.INCOMPATIBLE_ATTR_ARGUMENT_TYPE));
    }

    @Test
    void wordThatThereIsSomethingToRead() {
        StepVerifier.create(number.dataReady())
                .expectNext(new Event.Connected<>())
                .then(() -> device.get().pushDataReady("number", 4711))
                .assertNext(ready -> assertThat(
                                ((Event.Value<Integer>) ready).reading().value())
                        .isEqualTo(4711))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void theConfigurationAndTheInterfaceAtFirst() {
        assertThat(number.configurations()
                        .ofType(Event.Value.class)
                        .blockFirst(PATIENCE)
                        .reading()
                        .value())
                .hasFieldOrPropertyWithValue("name", "number");
        assertThat(tango.device(server.deviceUrl("test/pusher/1"))
                        .interfaces()
                        .ofType(Event.Value.class)
                        .blockFirst(PATIENCE)
                        .reading()
                        .value()
                        .toString())
                .contains("number", "silent", "Init");
    }

    /** Every subscriber has a backlog of its own: one that takes nothing keeps nobody waiting. */
    @Test
    void whatASlowSubscriberDropsIsCountedAndTheOthersHaveAll() {
        List<Event<Double>> all = new ArrayList<>();
        StepVerifier.create(
                        Flux.merge(
                                number.events(Events.change())
                                        .doOnNext(all::add)
                                        .map(event -> 0),
                                number.events(Events.change().overflow(Overflow.latest()))
                                        .limitRate(1)
                                        .flatMap(
                                                event -> event instanceof Event.Value<Double> value && !value.initial()
                                                        ? Mono.<Integer>never()
                                                        : Mono.empty(),
                                                1)),
                        Long.MAX_VALUE)
                .expectNext(0, 0)
                .then(() -> push(COUNT))
                .expectNextCount(COUNT)
                .thenCancel()
                .verify(PATIENCE);
        assertThat(all).hasSize(COUNT + 2);
    }

    @Test
    void aLogKnowsOfWhatItsEventsAre() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        EventLog log = EventLog.printing(
                "{dev_name} {name} {type} {value}", new PrintStream(printed, true, StandardCharsets.UTF_8));
        StepVerifier.create(log.follow(number.events(Events.change())))
                .expectNextCount(2)
                .then(() -> device.get().pushChange("number", 7.0))
                .expectNextCount(1)
                .thenCancel()
                .verify(PATIENCE);
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        test/pusher/1 number CHANGE connected
                        test/pusher/1 number CHANGE [ATTR_VALID] -1.0
                        test/pusher/1 number CHANGE [ATTR_VALID] 7.0
                        """);
        assertThat(log.events()).hasSize(3);
    }
}
