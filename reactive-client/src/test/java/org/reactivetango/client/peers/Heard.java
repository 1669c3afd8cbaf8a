package org.reactivetango.client.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.reactivetango.client.event.Event;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.testkit.peers.PushedValues;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** What one subscriber has got, from its first element on. */
final class Heard<T> implements AutoCloseable {
    /** Only what is lost takes that long. */
    static final Duration PATIENCE = Duration.ofSeconds(40);

    private final String name;
    private final List<Event<T>> all = new CopyOnWriteArrayList<>();
    private final AtomicReference<Throwable> end = new AtomicReference<>();
    private final Disposable subscription;

    /**
     * Subscribes.
     *
     * @param name for messages
     */
    Heard(String name, Flux<Event<T>> events) {
        this.name = name;
        this.subscription = events.subscribe(all::add, end::set);
    }

    /** Asks at once, and again soon. */
    static ConditionFactory eventually() {
        return Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20));
    }

    /** All elements, the initial reading among them. */
    List<Event<T>> all() {
        return all;
    }

    /** What the device has sent, values and errors. */
    List<Event<T>> sent() {
        return all.stream().filter(Heard::isSent).toList();
    }

    private static boolean isSent(Event<?> event) {
        return event.fold(v -> !v.initial(), f -> !f.initial(), g -> false, c -> false, d -> false);
    }

    int countSent() {
        return sent().size();
    }

    /** Waits for so many that the device has sent. */
    void awaitSent(int count) {
        eventually()
                .untilAsserted(() -> assertThat(sent()).as("%s: %s", name, this).hasSizeGreaterThanOrEqualTo(count));
    }

    /** The first reading, before which there is nothing but word that the connection stands. */
    Event.Value<T> awaitInitial() {
        eventually().untilAsserted(() -> {
            assertThat(end.get()).as(name).isNull();
            assertThat(all).as(name).hasSizeGreaterThanOrEqualTo(2);
        });
        assertThat(all.get(0)).as(name).isEqualTo(new Event.Connected<T>());
        assertThat(all.get(1))
                .as(name)
                .isInstanceOfSatisfying(
                        Event.Value.class, value -> assertThat(value.initial()).isTrue());
        return (Event.Value<T>) all.get(1);
    }

    /** Waits until these are what was sent last, and nothing was lost before. */
    void awaitLast(Function<? super T, String> text, List<String> expected) {
        awaitEnd(text, expected);
        assertUndisturbed();
    }

    /** Waits until these are what was sent last. */
    void awaitEnd(Function<? super T, String> text, List<String> expected) {
        Function<Event<T>, String> shown = event -> shown(event, text);
        eventually().untilAsserted(() -> {
            List<Event<T>> sent = sent();
            int from = Math.max(0, sent.size() - expected.size());
            assertThat(sent.subList(from, sent.size()).stream().map(shown))
                    .as(name)
                    .containsExactlyElementsOf(expected);
        });
    }

    /** Connected once, nothing lost, not ended. */
    void assertUndisturbed() {
        assertThat(end.get()).as(name).isNull();
        assertThat(all.subList(1, all.size()))
                .as("%s: %s", name, this)
                .noneMatch(event -> event.fold(v -> false, f -> false, g -> true, c -> true, d -> true))
                .allMatch(event -> event.dropped() == 0);
    }

    private static <T> String shown(Event<T> event, Function<? super T, String> text) {
        return event.fold(
                value -> value.reading().hasValue()
                        ? text.apply(value.reading().value())
                        : value.reading().quality().name(),
                failed -> failed.cause() instanceof DevFailedException device
                        ? device.reason()
                        : failed.cause().toString(),
                gap -> "gap of " + gap.missed(),
                connected -> "connected",
                disconnected -> "disconnected: " + disconnected.cause().getMessage());
    }

    /** An element as text, with quality and time where there are. */
    static String shown(Event<?> event) {
        return event instanceof Event.Value<?> value
                ? PushedValues.text(value.reading())
                : shown(event, Object::toString);
    }

    @Override
    public void close() {
        subscription.dispose();
    }

    @Override
    public String toString() {
        return all.stream().map(event -> shown(event, String::valueOf)).toList() + " " + end.get();
    }
}
