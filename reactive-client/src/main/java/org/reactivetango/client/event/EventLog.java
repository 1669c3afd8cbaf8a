package org.reactivetango.client.event;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DeviceInterface;
import org.reactivetango.core.model.PipeBlob;
import org.reactivetango.core.model.Printable;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.Values;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.util.function.Tuple2;

/**
 * Prints events, each in one line, and keeps the last {@link #KEPT}: what PyTango's {@code EventCallback} is for. One log
 * serves any number of streams and threads.
 *
 * <pre>{@code
 * EventLog log = EventLog.printing(EventLog.FORMAT, System.out);
 * log.follow(current.events(Events.change())).subscribe();     // 2026-01-02 03:04:05.678901 lab/ps/1 current CHANGE ...
 * current.events(Events.archive()).subscribe(log);             // works too, but the names are not known
 * }</pre>
 *
 * <p>It prints on the thread that delivers, the client's loop as a rule. An output that may block, such as a pipe, wants
 * {@link Events#deliverOn}.
 */
public final class EventLog implements Consumer<Event<?>> {
    /** How an event is printed unless told otherwise. */
    public static final String FORMAT = "{date} {dev_name} {name} {type} {value}";

    /** How many events it keeps. */
    public static final int KEPT = 100;

    /** Tags of streams of events, from which {@link #follow} knows what they are of. */
    public static final String DEVICE_TAG = "device";

    /** The attribute or pipe. */
    public static final String OBJECT_TAG = "object";

    /** The kind of event, as Tango calls it. */
    public static final String TYPE_TAG = "event";

    private static final String UNKNOWN = "<UNKNOWN>";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private final String format;
    private final PrintStream out;
    private final Clock clock;
    private final Ring ring;
    private final Map<String, String> source;

    /** What a placeholder is replaced with. */
    private enum Field {
        DATE,
        RECEPTION_DATE,
        TYPE,
        DEV_NAME,
        NAME,
        VALUE;

        private static final Set<String> NAMES =
                Set.of(values()).stream().map(Field::placeholder).collect(Collectors.toUnmodifiableSet());

        private String placeholder() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Field of(MatchResult placeholder) {
            return valueOf(placeholder.group(1).toUpperCase(Locale.ROOT));
        }
    }

    /** The last events of all streams. */
    private static final class Ring {
        private final Deque<Event<?>> events = new ArrayDeque<>(KEPT);

        synchronized void add(Event<?> event) {
            if (events.size() == KEPT) {
                events.remove();
            }
            events.add(event);
        }

        synchronized List<Event<?>> all() {
            return List.copyOf(events);
        }
    }

    private EventLog(String format, PrintStream out, Clock clock, Ring ring, Map<String, String> source) {
        this.format = format;
        this.out = out;
        this.clock = clock;
        this.ring = ring;
        this.source = source;
    }

    /**
     * Prints in a format with the placeholders {@code {date}} (the reading's time, by the device's clock; for everything
     * else the time at which it came), {@code {reception_date}}, {@code {type}}, {@code {dev_name}}, {@code {name}} (of the
     * attribute) and {@code {value}}, all as often as wanted. Times are in this machine's zone.
     *
     * @throws IllegalArgumentException if {@code format} has another placeholder
     */
    public static EventLog printing(String format, PrintStream out) {
        PLACEHOLDER.matcher(format).results().forEach(placeholder -> {
            if (!Field.NAMES.contains(placeholder.group(1))) {
                throw new IllegalArgumentException("there is no placeholder " + placeholder.group() + ", only "
                        + new TreeSet<>(Field.NAMES) + ", each in braces");
            }
        });
        return new EventLog(format, out, Clock.system(ZoneId.systemDefault()), new Ring(), Map.of());
    }

    /** The same log with another clock, which says when events come and in which zone times are. */
    public EventLog clock(Clock wanted) {
        return new EventLog(format, out, wanted, ring, source);
    }

    /**
     * The same stream, each element logged as it passes, and its end if that is an error. The names of device and attribute
     * are found in the stream's tags, which those of this library have and operators behind them keep.
     */
    public <T> Flux<Event<T>> follow(Flux<Event<T>> events) {
        Map<String, String> tags =
                Scannable.from(events).tags().collect(Collectors.toMap(Tuple2::getT1, Tuple2::getT2, (a, b) -> b));
        EventLog named = new EventLog(format, out, clock, ring, tags);
        return events.doOnNext(named).doOnError(cause -> named.print(clock.instant(), "the end: " + text(cause)));
    }

    /** Logs one event. */
    @Override
    public void accept(Event<?> event) {
        ring.add(event);
        Instant now = clock.instant();
        if (event instanceof Event.Value<?> value) {
            print(value.reading().time(), text(value.reading()) + dropped(event));
        } else if (event instanceof Event.Failed<?> failed) {
            print(now, text(failed.cause()) + dropped(event));
        } else if (event instanceof Event.Gap<?> gap) {
            print(now, gap.missed() == 0 ? "events missed, nobody knows how many" : gap.missed() + " events missed");
        } else if (event instanceof Event.Disconnected<?> lost) {
            print(now, "disconnected: " + text(lost.cause()));
        } else {
            print(now, "connected");
        }
    }

    /** The last events of all streams, at most {@link #KEPT}, the oldest first. */
    public List<Event<?>> events() {
        return ring.all();
    }

    private void print(Instant date, String value) {
        // One call, so that lines of several threads do not mix.
        out.println(PLACEHOLDER.matcher(format).replaceAll(placeholder -> {
            String text = switch (Field.of(placeholder)) {
                case DATE -> time(date);
                case RECEPTION_DATE -> time(clock.instant());
                case TYPE -> source.getOrDefault(TYPE_TAG, UNKNOWN).toUpperCase(Locale.ROOT);
                case DEV_NAME -> source.getOrDefault(DEVICE_TAG, UNKNOWN);
                case NAME -> source.getOrDefault(OBJECT_TAG, UNKNOWN);
                case VALUE -> value;
            };
            return Matcher.quoteReplacement(Printable.line(text));
        }));
    }

    private String time(Instant instant) {
        return TIME.format(instant.atZone(clock.getZone()));
    }

    private static String dropped(Event<?> event) {
        return event.dropped() == 0 ? "" : " (" + event.dropped() + " dropped before it)";
    }

    private String text(Reading<?> reading) {
        if (!reading.hasValue()) {
            return "[ATTR_INVALID]";
        }
        Object value = reading.value();
        if (value instanceof AttributeConfig config) {
            return "label='" + config.label() + "'; unit='" + config.unit() + "'";
        }
        if (value instanceof DeviceInterface all) {
            return all.commands().size() + " commands; " + all.attributes().size() + " attributes";
        }
        if (value instanceof PipeBlob blob) {
            return blob.name() + " "
                    + blob.elements().stream().map(PipeBlob.Element::name).toList();
        }
        boolean isNumberOnly = EventType.DATA_READY.tangoName().equals(source.get(TYPE_TAG));
        return isNumberOnly ? value.toString() : "[ATTR_" + reading.quality() + "] " + Values.text(value);
    }

    private static String text(Throwable cause) {
        if (cause instanceof DevFailedException failed && !failed.errors().isEmpty()) {
            DevError first = failed.errors().get(0);
            return "[" + first.reason() + "] " + first.description();
        }
        return String.valueOf(cause.getMessage());
    }
}
