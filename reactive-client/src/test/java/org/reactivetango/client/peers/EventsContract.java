package org.reactivetango.client.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import org.reactivetango.testkit.peers.Peers;
import org.reactivetango.testkit.peers.PushedValues;
import reactor.core.publisher.Flux;

/**
 * What our client gets of what a server pushes, whoever has made the server: the initial reading first, then every value,
 * in order, and errors.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EventsContract {
    static final String NAME = "test/peer/1";

    private static final int VALUES = 20;
    private static final int KINDS = 60;

    @RegisterExtension
    static final Peers PEERS = new Peers();

    private final List<Heard<?>> heard = new ArrayList<>();
    private TangoClient tango;
    private DeviceProxy device;

    /** Starts the server and tells the name under which a client reaches one of its devices. */
    abstract String start(String name);

    /** Whether errors can be pushed. */
    boolean pushesErrors() {
        return true;
    }

    /** The same for user events. */
    boolean pushesUserErrors() {
        return pushesErrors();
    }

    /** A text as it arrives. */
    String arrived(String text) {
        return text;
    }

    @BeforeAll
    void connect() {
        String url = start(NAME);
        tango = TangoClient.builder().options(o -> o.timeout(Heard.PATIENCE)).build();
        device = tango.device(url);
    }

    @AfterAll
    void disconnect() {
        tango.closeLater().block(Heard.PATIENCE);
        stop();
    }

    /** Ends what {@link Peers} does not end. */
    void stop() {}

    @AfterEach
    void unsubscribe() {
        heard.forEach(Heard::close);
        heard.clear();
    }

    TangoClient tango() {
        return tango;
    }

    DeviceProxy device() {
        return device;
    }

    <T> Heard<T> hear(String name, Flux<Event<T>> events) {
        Heard<T> begun = new Heard<>(name, events);
        heard.add(begun);
        return begun;
    }

    /** Runs a command until each of them gets something: from then on nothing can pass by. */
    void warm(String command, Object argument, List<? extends Heard<?>> subscribers) {
        Heard.eventually().untilAsserted(() -> {
            run(command, argument);
            assertThat(subscribers).allMatch(each -> each.countSent() > 0);
        });
    }

    void run(String command, Object argument) {
        device.command(command, argument, Void.class).block(Heard.PATIENCE);
    }

    @Test
    void everyValueOfEveryTypeInOrder() {
        Map<String, Heard<?>> all = new LinkedHashMap<>();
        PushedValues.ATTRIBUTES.forEach((name, type) -> {
            AttributeProxy<?> attribute = device.attribute(name, type);
            all.put(name, hear(name, attribute.events(Events.change())));
        });
        all.forEach((name, heardOfIt) -> assertThat(
                        Heard.shown(heardOfIt.awaitInitial()).replaceFirst(" at .*", ""))
                .as(name)
                .isEqualTo(readNow(name)));
        warm("PushValues", 1, List.copyOf(all.values()));
        run("PushValues", VALUES);
        all.forEach((name, heardOfIt) -> heardOfIt.awaitLast(
                PushedValues::text,
                Stream.concat(
                                IntStream.range(0, VALUES)
                                        .mapToObj(i -> arrived(PushedValues.text(PushedValues.value(name, i)))),
                                failure(pushesErrors()))
                        .toList()));
    }

    private String readNow(String name) {
        return PushedValues.text(
                        Objects.requireNonNull(device.attribute(name).read().block(Heard.PATIENCE)))
                .replaceFirst(" at .*", "");
    }

    private static Stream<String> failure(boolean pushed) {
        return pushed ? Stream.of(PushedValues.FAILED) : Stream.empty();
    }

    @Test
    void everyKindWithItsQualityAndTimeInOrder() {
        AttributeProxy<Double> number = device.attribute("double_scalar", Double.class);
        Heard<Double> change = hear("change", number.events(Events.change()));
        Heard<Double> archive = hear("archive", number.events(Events.archive()));
        Heard<Double> user = hear("user", number.events(Events.user()));
        Heard<Integer> ready = hear("data ready", number.dataReady());
        List.of(change, archive, user)
                .forEach(each ->
                        assertThat(each.awaitInitial().reading().value()).isEqualTo(2.25));
        warm("PushKinds", 1, List.of(change, archive, user, ready));
        run("PushKinds", KINDS);
        ready.awaitLast(
                Object::toString,
                IntStream.range(0, KINDS).mapToObj(Integer::toString).toList());
        awaitStamped(archive, 0.25, failure(pushesErrors()));
        awaitStamped(user, 0.5, failure(pushesUserErrors()));
        awaitStamped(change, 0, Stream.concat(Stream.of("nothing INVALID at 1.0E9"), failure(pushesErrors())));
    }

    private static void awaitStamped(Heard<Double> events, double offset, Stream<String> end) {
        List<String> expected = Stream.concat(
                        IntStream.range(0, KINDS)
                                .mapToObj(i -> i + offset + " " + PushedValues.QUALITIES.get(i % 4) + " at "
                                        + (PushedValues.TIME + i)),
                        end)
                .toList();
        Heard.eventually().untilAsserted(() -> {
            List<Event<Double>> sent = events.sent();
            int from = Math.max(0, sent.size() - expected.size());
            assertThat(sent.subList(from, sent.size()).stream().map(Heard::shown))
                    .containsExactlyElementsOf(expected);
        });
        events.assertUndisturbed();
    }
}
