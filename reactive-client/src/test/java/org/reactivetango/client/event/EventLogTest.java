package org.reactivetango.client.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.TangoConnectionException;
import org.reactivetango.core.error.TangoException;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

final class EventLogTest {
    private static final Instant TIME = Instant.parse("2011-04-06T13:33:18.910474Z");
    private static final Instant NOW = TIME.plusMillis(2);
    private static final TangoException BROKEN = DevFailedException.of("Test_Broken", "it is broken", "EventLogTest");
    private static final TangoException LOST =
            new TangoConnectionException("API_EventTimeout", "no heartbeat for 12 s", Completion.NO, null);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private EventLog log(String format) {
        return EventLog.printing(format, new PrintStream(printed, true, StandardCharsets.UTF_8))
                .clock(Clock.fixed(NOW, ZoneOffset.ofHours(2)));
    }

    private static <T> Event<T> value(T value, long dropped) {
        return new Event.Value<>(Reading.of(value, Quality.VALID, TIME), false, dropped);
    }

    private static <T> Flux<Event<T>> stream(Flux<Event<T>> events) {
        return events.tag(EventLog.DEVICE_TAG, "sys/tg_test/1")
                .tag(EventLog.OBJECT_TAG, "State")
                .tag(EventLog.TYPE_TAG, "change");
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void printsAsPyTangosEventCallbackDoes() {
        log(EventLog.FORMAT).follow(stream(Flux.just(value(DevState.ON, 0)))).blockLast();

        assertThat(printed()).isEqualTo("2011-04-06 15:33:18.910474 sys/tg_test/1 State CHANGE [ATTR_VALID] ON\n");
    }

    @Test
    void everyElementHasItsLine() {
        Flux<Event<Double>> all = Flux.just(
                new Event.Connected<>(),
                new Event.Value<>(Reading.of(1.5, Quality.WARNING, TIME), true, 0),
                value(2.5, 3),
                new Event.Value<>(Reading.invalid(TIME), false, 0),
                new Event.Gap<>(7),
                new Event.Gap<>(0),
                new Event.Failed<>(BROKEN, false, 1),
                new Event.Disconnected<>(LOST));

        log("{value}")
                .follow(all.concatWith(Flux.error(BROKEN)))
                .onErrorComplete()
                .blockLast();

        assertThat(printed()).isEqualTo("""
                        connected
                        [ATTR_WARNING] 1.5
                        [ATTR_VALID] 2.5 (3 dropped before it)
                        [ATTR_INVALID]
                        7 events missed
                        events missed, nobody knows how many
                        [Test_Broken] it is broken (1 dropped before it)
                        disconnected: no heartbeat for 12 s
                        the end: [Test_Broken] it is broken
                        """);
    }

    @Test
    void timesAreTheDevicesAndThatOfArrival() {
        EventLog log = log("{date}|{reception_date}");

        log.accept(value(1.0, 0));
        log.accept(new Event.Gap<>(1));

        assertThat(printed()).isEqualTo("""
                        2011-04-06 15:33:18.910474|2011-04-06 15:33:18.912474
                        2011-04-06 15:33:18.912474|2011-04-06 15:33:18.912474
                        """);
    }

    @Test
    void alsoSubscribesAStreamAsItIs() {
        Flux.just(value(new double[] {1, 2}, 0)).subscribe(log("{dev_name} {name} {type} {value}"));

        assertThat(printed()).isEqualTo("<UNKNOWN> <UNKNOWN> <UNKNOWN> [ATTR_VALID] [1.0, 2.0]\n");
    }

    @Test
    void namesAreFoundBehindOperators() {
        Flux<Event<Integer>> some = stream(Flux.just(value(1, 0), value(2, 0))).filter(event -> true);

        log("{name}").follow(some.skip(1)).blockLast();

        assertThat(printed()).isEqualTo("State\n");
    }

    @Test
    void keepsTheLastHundredOfAllStreams() {
        EventLog log = log("{value}");

        log.follow(Flux.range(0, 150).map(i -> value(i, 0))).blockLast();
        log.accept(value("last", 0));

        List<Object> expected = new ArrayList<>(
                IntStream.range(51, 150).<Object>mapToObj(i -> value(i, 0)).toList());
        expected.add(value("last", 0));
        assertThat(log.events()).hasSize(EventLog.KEPT).isEqualTo(expected);
    }

    @Test
    void linesOfManyThreadsDoNotMix() {
        EventLog log = log("begin {value} end");

        Flux.range(0, 8)
                .flatMap(thread -> Flux.range(0, 1000)
                        .map(i -> value("x".repeat(100), 0))
                        .doOnNext(log)
                        .subscribeOn(Schedulers.boundedElastic()))
                .blockLast(Duration.ofSeconds(20));

        assertThat(printed().lines())
                .hasSize(8000)
                .allMatch(line -> line.equals("begin [ATTR_VALID] " + "x".repeat(100) + " end"));
        assertThat(log.events()).hasSize(EventLog.KEPT);
    }

    @Test
    void noDeviceForgesALine() {
        log("{value}").accept(value("$1\nforged \u001b[2J", 0));

        assertThat(printed()).isEqualTo("[ATTR_VALID] $1\\nforged \\u001b[2J\n");
    }

    @Test
    void anUnknownPlaceholderIsRefused() {
        assertThatThrownBy(() -> log("{date} {quality}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no placeholder {quality}, only [date, dev_name, name, reception_date, type,"
                        + " value], each in braces");
    }
}
