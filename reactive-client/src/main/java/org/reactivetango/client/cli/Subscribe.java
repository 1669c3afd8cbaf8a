package org.reactivetango.client.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.cli.EventReport.Shown;
import org.reactivetango.client.cli.EventReport.Source;
import org.reactivetango.client.cli.ReadingReport.Column;
import org.reactivetango.client.cli.value.NotUnderstood;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import org.reactivetango.client.event.OnGap;
import org.reactivetango.client.event.Overflow;
import org.reactivetango.core.error.TangoException;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.model.Reading;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Command(
        name = "subscribe",
        description = {
            "Subscribes events and tells each of them in a line, until Ctrl-C.",
            "What was lost, and what becomes of the connection, is told in its place; the stream goes on by itself when"
                    + " the server is there again."
        })
final class Subscribe extends DeviceTask {
    private static final int SHORT = 20;

    @Parameters(
            index = "0",
            paramLabel = "<device>[/<attribute>]",
            description = "The name of the device or, as a fourth field, of the attribute.")
    private String device = "";

    @Parameters(index = "1..*", paramLabel = "<attribute>", description = "Names of attributes, or of pipes.")
    private List<String> objects = new ArrayList<>();

    @Option(
            names = "--type",
            paramLabel = "<type>",
            converter = TypeConverter.class,
            description = "change (default), periodic, archive, user_event, alarm, attr_conf, data_ready, pipe, or"
                    + " intr_change, which is of the device as a whole.")
    private EventType type = EventType.CHANGE;

    @Option(
            names = "--count",
            paramLabel = "<n>",
            description = "End after so many values and errors, those read at first among them.")
    private long count = Long.MAX_VALUE;

    @Option(
            names = "--overflow",
            paramLabel = "<policy>",
            converter = OverflowConverter.class,
            description =
                    "What becomes of events that come faster than they can be told: latest, buffer:<n> (buffer:1000"
                            + " if not given), drop-oldest:<n>, drop-newest:<n>, error.")
    private Overflow overflow = Overflow.buffer(Overflow.DEFAULT_CAPACITY);

    @Option(
            names = "--on-gap",
            paramLabel = "report|read",
            converter = OnGapConverter.class,
            description = "Say that events were lost (default), or read the attribute, too.")
    private OnGap onGap = OnGap.REPORT;

    @Option(
            names = "--stateless",
            description = "Wait for a device that is not there, or does not send such events yet.")
    private boolean stateless;

    Subscribe(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Target target() {
        if (count < 1) {
            throw new NotUnderstood("--count is at least 1, not " + count);
        }
        if (type.hasObject()) {
            return Target.attributes(
                    device, objects, type == EventType.PIPE ? "which pipe?" : "which attribute is to be subscribed?");
        }
        Target target = Target.attribute(device, objects);
        if (!target.rest().isEmpty()) {
            throw new NotUnderstood(type.tangoName() + " events are of the device as a whole: name no attribute");
        }
        return target;
    }

    @Override
    boolean goesOn() {
        return true;
    }

    @Override
    Flux<Report> reports(DeviceProxy proxy) {
        List<String> names = target().rest();
        int width = names.stream().mapToInt(String::length).max().orElse(0);
        Flux<Report> all = names.isEmpty()
                ? stream(proxy, new Source(proxy.name(), null, type, width))
                // One of each may wait here, so that their overflow decides about the others.
                : Flux.fromIterable(names)
                        .flatMap(name -> stream(proxy, new Source(proxy.name(), name, type, width)), names.size(), 1);
        AtomicLong told = new AtomicLong();
        return all.takeUntil(report ->
                report instanceof EventReport event && event.isFromDevice() && told.incrementAndGet() == count);
    }

    private Flux<Report> stream(DeviceProxy proxy, Source source) {
        return told(proxy, source)
                .onErrorResume(
                        TangoException.class,
                        cause -> Mono.just(new Failure(operation(), proxy.name(), source.object(), cause)))
                .onErrorResume(
                        Exceptions::isOverflow,
                        cause -> Mono.just(new TooSlow(operation(), source, String.valueOf(cause.getMessage()))));
    }

    private Flux<Report> told(DeviceProxy proxy, Source source) {
        String name = source.object();
        if (name == null) {
            return told(proxy.interfaces(this::spec), source, value -> Mono.just(Shown.of(value)));
        }
        if (type == EventType.PIPE) {
            return told(proxy.pipe(name, this::spec), source, value -> Mono.just(Shown.ofPipe(value)));
        }
        AttributeProxy<Object> attribute = proxy.attribute(name);
        return switch (type) {
            case ATTR_CONF ->
                told(attribute.configurations(this::spec), source, value -> Mono.just(Shown.ofConfig(value)));
            case DATA_READY -> told(attribute.dataReady(this::spec), source, value -> Mono.just(Shown.ofNumber(value)));
            default -> values(proxy, attribute, source);
        };
    }

    private Flux<Report> values(DeviceProxy proxy, AttributeProxy<Object> attribute, Source source) {
        Mono<Column> column = Column.of(proxy, attribute.name());
        return told(
                attribute.events(spec(Events.of(type))),
                source,
                value -> column.map(known -> Shown.of(
                        new ReadingReport(proxy.name(), known.name(), known.unit(), known.shape(), value, SHORT))));
    }

    private Events spec(Events plain) {
        Events spec = plain.overflow(overflow).onGap(onGap);
        return stateless ? spec.stateless() : spec;
    }

    /** How a value is shown. */
    private interface Showing<T> {
        Mono<Shown> show(Reading<T> value);
    }

    private static <T> Flux<Report> told(Flux<Event<T>> events, Source source, Showing<T> showing) {
        return events.concatMap(event -> report(event, source, showing), 0);
    }

    private static <T> Mono<Report> report(Event<T> event, Source source, Showing<T> showing) {
        return event instanceof Event.Value<T> value
                ? showing.show(value.reading()).map(shown -> new EventReport(source, event, shown))
                : Mono.just(new EventReport(source, event, null));
    }

    /** The end of a stream whose overflow is an error. */
    private record TooSlow(String operation, Source source, String message) implements Report {
        @Override
        public boolean good() {
            return false;
        }

        @Override
        public void tell(Output output) {
            if (output.json()) {
                output.document(json -> {
                    source.fields(json);
                    json.writeObjectFieldStart("error");
                    json.writeStringField("operation", operation);
                    json.writeStringField("reason", "overflow");
                    json.writeStringField("message", message);
                    json.writeEndObject();
                });
            }
            output.error("error: " + operation + " " + source + ": too slow");
            output.error("  " + message);
        }
    }

    private static final class TypeConverter implements ITypeConverter<EventType> {
        @Override
        public EventType convert(String text) {
            for (EventType each : EventType.values()) {
                if (each.tangoName().equalsIgnoreCase(text)) {
                    return each;
                }
            }
            throw new TypeConversionException("\"" + text + "\" is no type of event: expected one of "
                    + Arrays.stream(EventType.values())
                            .map(EventType::tangoName)
                            .collect(Collectors.joining(", ")));
        }
    }

    private static final class OnGapConverter implements ITypeConverter<OnGap> {
        @Override
        public OnGap convert(String text) {
            try {
                return OnGap.valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException("\"" + text + "\" was not expected: report or read");
            }
        }
    }

    private static final class OverflowConverter implements ITypeConverter<Overflow> {
        @Override
        public Overflow convert(String text) {
            int colon = text.indexOf(':');
            String policy = (colon < 0 ? text : text.substring(0, colon)).toLowerCase(Locale.ROOT);
            Integer capacity = colon < 0 ? null : capacity(text.substring(colon + 1));
            Overflow overflow = switch (policy) {
                case "latest" -> capacity == null ? Overflow.latest() : null;
                case "error" -> capacity == null ? Overflow.error() : Overflow.error(capacity);
                case "buffer" -> capacity == null ? null : Overflow.buffer(capacity);
                case "drop-oldest" -> capacity == null ? null : Overflow.dropOldest(capacity);
                case "drop-newest" -> capacity == null ? null : Overflow.dropNewest(capacity);
                default -> null;
            };
            if (overflow == null) {
                throw new TypeConversionException("\"" + text + "\" is no policy: expected latest, buffer:<n>,"
                        + " drop-oldest:<n>, drop-newest:<n>, error or error:<n>");
            }
            return overflow;
        }

        private static @Nullable Integer capacity(String text) {
            try {
                int capacity = Integer.parseInt(text);
                if (capacity > 0) {
                    return capacity;
                }
            } catch (NumberFormatException noNumber) {
                // As for those that are too small.
            }
            throw new TypeConversionException("\"" + text + "\" events cannot wait: expected a number, at least 1");
        }
    }
}
