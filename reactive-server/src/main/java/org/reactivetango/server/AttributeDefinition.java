package org.reactivetango.server;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;
import org.reactivetango.server.polling.Polling;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * An attribute of a device class: its type, how it is read and written, and its configuration. Immutable: every method
 * returns a changed copy.
 *
 * <p>Handlers are called on the device's lane, one at a time. {@link #get} and {@link #set} are for values at hand,
 * {@link #read} and {@link #write} for those that take time; none of them may block. {@link #stream} is for
 * values that come by themselves.
 *
 * @param <S> the state of a device, as its {@code init} gives it
 * @param <T> the Java type of the value
 */
public final class AttributeDefinition<S, T> {
    private static final Set<EventType> PUSHABLE = Set.of(EventType.CHANGE, EventType.ARCHIVE, EventType.DATA_READY);

    private final ValueType<T> type;
    private final AttributeConfig config;
    private final @Nullable Function<S, @Nullable Object> reader;
    private final @Nullable BiFunction<S, T, @Nullable Mono<Void>> writer;
    private final Set<DevState> readAllowedIn;
    private final Set<DevState> writeAllowedIn;
    private final @Nullable T initialSetPoint;
    private final @Nullable String writeAttribute;
    private final Execution execution;
    private final Set<EventType> pushed;

    private AttributeDefinition(
            ValueType<T> type,
            AttributeConfig config,
            @Nullable Function<S, @Nullable Object> reader,
            @Nullable BiFunction<S, T, @Nullable Mono<Void>> writer,
            Set<DevState> readAllowedIn,
            Set<DevState> writeAllowedIn,
            @Nullable T initialSetPoint,
            @Nullable String writeAttribute,
            Execution execution,
            Set<EventType> pushed) {
        this.type = type;
        this.config = config;
        this.reader = reader;
        this.writer = writer;
        this.readAllowedIn = readAllowedIn;
        this.writeAllowedIn = writeAllowedIn;
        this.initialSetPoint = initialSetPoint;
        this.writeAttribute = writeAttribute;
        this.execution = execution;
        this.pushed = pushed;
    }

    /** A scalar of a Java type: {@code Double.class}, {@code String.class}, {@code DevState.class}, ... */
    public static <S, T> AttributeDefinition<S, T> scalar(String name, Class<T> type) {
        return scalar(name, ValueType.of(type));
    }

    /** A scalar of a Tango type, for those that share a Java type: {@code ValueType.USHORT}, {@code ValueType.ENUM}. */
    public static <S, T> AttributeDefinition<S, T> scalar(String name, ValueType<T> type) {
        return of(name, type, DataFormat.SCALAR, 1, 0);
    }

    /** A spectrum of at most {@code maxX} elements, {@code type} being an array: {@code double[].class}. */
    public static <S, T> AttributeDefinition<S, T> spectrum(String name, Class<T> type, int maxX) {
        return spectrum(name, ValueType.of(type), maxX);
    }

    /** A spectrum of at most {@code maxX} elements of a Tango type: {@code ValueType.USHORTS}. */
    public static <S, T> AttributeDefinition<S, T> spectrum(String name, ValueType<T> type, int maxX) {
        return of(name, type, DataFormat.SPECTRUM, maxX, 0);
    }

    /** An image of at most {@code maxX} by {@code maxY} elements, {@code data} being an array: {@code double[].class}. */
    public static <S, A> AttributeDefinition<S, Image<A>> image(String name, Class<A> data, int maxX, int maxY) {
        return image(name, ValueType.of(data), maxX, maxY);
    }

    /** An image of at most {@code maxX} by {@code maxY} elements of a Tango type: {@code ValueType.USHORTS}. */
    public static <S, A> AttributeDefinition<S, Image<A>> image(String name, ValueType<A> data, int maxX, int maxY) {
        return of(name, ValueType.imageOf(data), DataFormat.IMAGE, maxX, maxY);
    }

    private static <S, T> AttributeDefinition<S, T> of(
            String name, ValueType<T> type, DataFormat format, int maxX, int maxY) {
        if (type.format() != format) {
            throw new IllegalArgumentException("attribute " + name + " cannot be a " + format + " of type " + type);
        }
        if (maxX < 1 || (format == DataFormat.IMAGE && maxY < 1)) {
            throw new IllegalArgumentException(
                    "attribute " + name + " needs room for at least one element, not " + maxX + " x " + maxY);
        }
        return new AttributeDefinition<>(
                type,
                AttributeConfig.of(name, WriteType.READ, format, type.element())
                        .with(c -> c.maxX(maxX).maxY(maxY)),
                null,
                null,
                Set.of(),
                Set.of(),
                null,
                null,
                Execution.DEFAULT,
                Set.of());
    }

    public String name() {
        return config.name();
    }

    public ValueType<T> type() {
        return type;
    }

    /** Reads it from something that takes time. An empty Mono is an error: no value. */
    public AttributeDefinition<S, T> read(Function<S, Mono<T>> handler) {
        return withReader(handler::apply);
    }

    /** Reads it from something that takes time and knows quality and time. */
    public AttributeDefinition<S, T> reading(Function<S, Mono<Reading<T>>> handler) {
        return withReader(handler::apply);
    }

    /** Reads a value at hand. */
    public AttributeDefinition<S, T> get(Function<S, T> handler) {
        return withReader(handler::apply);
    }

    /** Reads a value at hand, with quality and time. */
    public AttributeDefinition<S, T> getReading(Function<S, Reading<T>> handler) {
        return withReader(handler::apply);
    }

    /**
     * Makes it a stream: the device gives values by itself. It is subscribed once, when init has succeeded, and cancelled when
     * the device is deleted or initialised again. Its latest element, with the time at which it came, is what clients read; before
     * the first they get {@code API_AttrValueNotSet}. Each element is a change event, which clients can subscribe without
     * further words; if criteria such as {@link #absChange} are given, each that meets them.
     *
     * <p>Elements may come on any thread and wait for no lane. An error makes the quality INVALID, for readers and
     * subscribers, and the stream is subscribed again as {@link #retry} says. When it completes, its last value is INVALID.
     * Arrays in elements must not be changed any more.
     */
    public AttributeDefinition<S, T> stream(Function<S, Flux<T>> source) {
        return withReader(StreamReader.of(source));
    }

    /** The same of readings, which know quality and time. A shared reading is copied, and released at once. */
    public AttributeDefinition<S, T> streamReadings(Function<S, Flux<Reading<T>>> source) {
        return withReader(StreamReader.of(source));
    }

    /**
     * What follows on errors of a {@link #stream}; if never called, it is subscribed again after 100 ms, later and later up to
     * 10 s, for ever. Delays of {@code Retry.backoff} and {@code Retry.fixedDelay} pass on the device's loop.
     *
     * @throws IllegalStateException if it is no stream
     */
    public AttributeDefinition<S, T> retry(Retry retry) {
        return withReader(streamed("retry").retry(retry));
    }

    /**
     * A {@link #stream} that is silent for that long makes the quality INVALID until its next element; it may be silent for
     * ever, if never called.
     *
     * @throws IllegalStateException if it is no stream
     */
    public AttributeDefinition<S, T> stale(Duration silence) {
        if (silence.isZero() || silence.isNegative()) {
            throw new IllegalArgumentException("silence must last, not " + silence);
        }
        return withReader(streamed("stale").stale(silence));
    }

    private StreamReader<S> streamed(String option) {
        StreamReader<S> stream = stream();
        if (stream == null) {
            throw new IllegalStateException(option + " is for streams: call stream before, for attribute " + name());
        }
        return stream;
    }

    /** Null if it is none. */
    @Nullable
    StreamReader<S> stream() {
        return reader instanceof StreamReader<S> stream ? stream : null;
    }

    /** Writes it to something that takes time. */
    public AttributeDefinition<S, T> write(BiFunction<S, T, Mono<Void>> handler) {
        return withWriter(handler);
    }

    /** Takes a value at once. */
    public AttributeDefinition<S, T> set(BiConsumer<S, T> handler) {
        return withWriter((state, value) -> {
            handler.accept(state, value);
            return null;
        });
    }

    /** The set value that readings show before the first write, instead of Tango's default of the type. */
    public AttributeDefinition<S, T> initialSetPoint(T value) {
        return new AttributeDefinition<>(
                type, config, reader, writer, readAllowedIn, writeAllowedIn, value, writeAttribute, execution, pushed);
    }

    /** Shows the set value of another attribute of the same device beside its own value. Only for one without writer. */
    public AttributeDefinition<S, T> readWithWrite(String otherAttribute) {
        return new AttributeDefinition<>(
                type,
                config,
                reader,
                writer,
                readAllowedIn,
                writeAllowedIn,
                initialSetPoint,
                otherAttribute,
                execution,
                pushed);
    }

    /** States in which it may be read; all, if never called. */
    public AttributeDefinition<S, T> readAllowedIn(DevState... states) {
        return new AttributeDefinition<>(
                type,
                config,
                reader,
                writer,
                setOf(states),
                writeAllowedIn,
                initialSetPoint,
                writeAttribute,
                execution,
                pushed);
    }

    /** States in which it may be written; all, if never called. */
    public AttributeDefinition<S, T> writeAllowedIn(DevState... states) {
        return new AttributeDefinition<>(
                type,
                config,
                reader,
                writer,
                readAllowedIn,
                setOf(states),
                initialSetPoint,
                writeAttribute,
                execution,
                pushed);
    }

    /**
     * Reads and writes it on a lane of that name instead of the device's: it overlaps with the rest of the device, and not
     * with whatever else of the server is on that lane.
     */
    public AttributeDefinition<S, T> lane(String name) {
        return withExecution(execution.lane(name));
    }

    /**
     * Cancels a handler that runs when its client has gone, cancelled or timed out; without this it finishes. The lane is
     * free when the handler and all that it has started have ended.
     */
    public AttributeDefinition<S, T> cancellable() {
        return withExecution(execution.asCancellable());
    }

    /**
     * Reads it every so often without a client, from when the server is bound; the last 10 results are kept. Clients that do
     * not ask for the device itself get the last result, and may subscribe periodic events, change events and archive events
     * (numbers only with a step: {@link #absChange}). Clients can change the period and end it.
     *
     * <p>Each reading waits its turn on the lane like a client's. One that is still under way when the next is due stands
     * for that one, too: see {@link TangoServer#pollingCounts}.
     *
     * @param period in whole milliseconds, at least 5
     * @throws IllegalArgumentException if it is not
     */
    public AttributeDefinition<S, T> polled(Duration period) {
        return polled(period, Polling.DEFAULT_DEPTH);
    }

    /**
     * The same with a history of its own length.
     *
     * @param depth how many results are kept, 1 to 10,000
     */
    public AttributeDefinition<S, T> polled(Duration period, int depth) {
        return withExecution(execution.polled("attribute " + name(), period, depth));
    }

    public AttributeDefinition<S, T> description(String text) {
        return withConfig(config.with(c -> c.description(text)));
    }

    public AttributeDefinition<S, T> label(String text) {
        return withConfig(config.with(c -> c.label(text)));
    }

    public AttributeDefinition<S, T> unit(String text) {
        return withConfig(config.with(c -> c.unit(text)));
    }

    public AttributeDefinition<S, T> standardUnit(String text) {
        return withConfig(config.with(c -> c.standardUnit(text)));
    }

    public AttributeDefinition<S, T> displayUnit(String text) {
        return withConfig(config.with(c -> c.displayUnit(text)));
    }

    /** How clients print it, in the manner of printf. */
    public AttributeDefinition<S, T> displayFormat(String text) {
        return withConfig(config.with(c -> c.displayFormat(text)));
    }

    public AttributeDefinition<S, T> level(DisplayLevel level) {
        return withConfig(config.with(c -> c.level(level)));
    }

    /** Least and greatest value that may be written. Only for numbers. */
    public AttributeDefinition<S, T> range(double min, double max) {
        return withConfig(config.with(c -> c.minValue(number(min)).maxValue(number(max))));
    }

    /** Values at or beyond which clients are told of an alarm. Only for numbers. */
    public AttributeDefinition<S, T> alarm(double min, double max) {
        AttributeConfig.Alarms now = config.alarms();
        return withAlarms(new AttributeConfig.Alarms(
                number(min), number(max), now.minWarning(), now.maxWarning(), now.deltaT(), now.deltaVal()));
    }

    /** Values at or beyond which clients are warned. Only for numbers. */
    public AttributeDefinition<S, T> warning(double min, double max) {
        AttributeConfig.Alarms now = config.alarms();
        return withAlarms(new AttributeConfig.Alarms(
                now.minAlarm(), now.maxAlarm(), number(min), number(max), now.deltaT(), now.deltaVal()));
    }

    private AttributeDefinition<S, T> withAlarms(AttributeConfig.Alarms alarms) {
        return withConfig(config.with(c -> c.alarms(alarms)));
    }

    /**
     * Says which events the device pushes by itself, of {@link EventType#CHANGE}, {@link EventType#ARCHIVE} and
     * {@link EventType#DATA_READY}: clients may subscribe those. User events need no word.
     */
    public AttributeDefinition<S, T> pushes(EventType... types) {
        Set<EventType> all = Set.of(types);
        for (EventType each : all) {
            if (!PUSHABLE.contains(each)) {
                throw new IllegalArgumentException("attribute " + name() + " cannot push " + each + " events");
            }
        }
        return new AttributeDefinition<>(
                type,
                config,
                reader,
                writer,
                readAllowedIn,
                writeAllowedIn,
                initialSetPoint,
                writeAttribute,
                execution,
                all);
    }

    /**
     * What is pushed or polled is a change event only if it differs by that much, in the attribute's unit, from what was sent
     * last; every pushed value, and no polled number, if neither this nor {@link #relChange} is called.
     */
    public AttributeDefinition<S, T> absChange(double step) {
        AttributeConfig.Events now = config.events();
        return withEvents(new AttributeConfig.Events(
                now.relChange(),
                number(step),
                now.period(),
                now.archiveRelChange(),
                now.archiveAbsChange(),
                now.archivePeriod()));
    }

    /** The same in percent of what was sent last. */
    public AttributeDefinition<S, T> relChange(double percent) {
        AttributeConfig.Events now = config.events();
        return withEvents(new AttributeConfig.Events(
                number(percent),
                now.absChange(),
                now.period(),
                now.archiveRelChange(),
                now.archiveAbsChange(),
                now.archivePeriod()));
    }

    /** As {@link #absChange}, for archive events. */
    public AttributeDefinition<S, T> archiveAbsChange(double step) {
        AttributeConfig.Events now = config.events();
        return withEvents(new AttributeConfig.Events(
                now.relChange(),
                now.absChange(),
                now.period(),
                now.archiveRelChange(),
                number(step),
                now.archivePeriod()));
    }

    /** As {@link #relChange}, for archive events. */
    public AttributeDefinition<S, T> archiveRelChange(double percent) {
        AttributeConfig.Events now = config.events();
        return withEvents(new AttributeConfig.Events(
                now.relChange(),
                now.absChange(),
                now.period(),
                number(percent),
                now.archiveAbsChange(),
                now.archivePeriod()));
    }

    /**
     * There is an archive event at least so often, whatever the value.
     *
     * @param period in whole milliseconds, positive
     */
    public AttributeDefinition<S, T> archivePeriod(Duration period) {
        AttributeConfig.Events now = config.events();
        return withEvents(new AttributeConfig.Events(
                now.relChange(),
                now.absChange(),
                now.period(),
                now.archiveRelChange(),
                now.archiveAbsChange(),
                millis(period)));
    }

    /**
     * How often there is a periodic event, once it is {@linkplain #polled(Duration) polled}; every second, if never called.
     *
     * @param period in whole milliseconds, positive
     */
    public AttributeDefinition<S, T> eventPeriod(Duration period) {
        AttributeConfig.Events now = config.events();
        return withEvents(new AttributeConfig.Events(
                now.relChange(),
                now.absChange(),
                millis(period),
                now.archiveRelChange(),
                now.archiveAbsChange(),
                now.archivePeriod()));
    }

    private String millis(Duration period) {
        long millis = period.toMillis();
        if (millis < 1 || millis > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("attribute " + name() + " cannot have an event period of " + period
                    + ": use 1 ms to " + Integer.MAX_VALUE + " ms");
        }
        return Long.toString(millis);
    }

    private AttributeDefinition<S, T> withEvents(AttributeConfig.Events events) {
        return withConfig(config.with(c -> c.events(events)));
    }

    /** The labels of an enum, in order of their numbers. */
    public AttributeDefinition<S, T> enumLabels(String... labels) {
        return withConfig(config.with(c -> c.enumLabels(List.of(labels))));
    }

    @Nullable
    Function<S, @Nullable Object> reader() {
        return reader;
    }

    @Nullable
    BiFunction<S, T, @Nullable Mono<Void>> writer() {
        return writer;
    }

    Set<DevState> readAllowedIn() {
        return readAllowedIn;
    }

    Set<DevState> writeAllowedIn() {
        return writeAllowedIn;
    }

    /** Those that it was said to push, and what a stream pushes in any case. */
    Set<EventType> pushed() {
        if (stream() == null) {
            return pushed;
        }
        Set<EventType> all = EnumSet.of(EventType.CHANGE);
        all.addAll(pushed);
        return all;
    }

    Execution execution() {
        return execution;
    }

    @Nullable
    String writeAttribute() {
        return writeAttribute;
    }

    /** The configuration that clients see. */
    AttributeConfig config() {
        WriteType writeType = writeType();
        String writable =
                writeAttribute == null ? (writeType == WriteType.READ_WRITE ? name() : "None") : writeAttribute;
        return config.with(
                c -> c.writeType(writeType).memorizedInit(writer != null).writableAttributeName(writable));
    }

    private WriteType writeType() {
        if (writer != null) {
            return reader == null ? WriteType.WRITE : WriteType.READ_WRITE;
        }
        return writeAttribute == null ? WriteType.READ : WriteType.READ_WITH_WRITE;
    }

    /** The set value before the first write. */
    Object startingSetPoint() {
        return initialSetPoint != null ? initialSetPoint : neverWritten(type);
    }

    /** What Tango shows for an attribute that was never written: one default element, whatever the format. */
    private static Object neverWritten(ValueType<?> type) {
        return switch (type.element()) {
            case DEV_BOOLEAN -> new boolean[] {true};
            case DEV_SHORT, DEV_ENUM -> new short[1];
            case DEV_LONG, DEV_USHORT -> new int[1];
            case DEV_LONG64, DEV_ULONG64, DEV_ULONG -> new long[1];
            case DEV_FLOAT -> new float[1];
            case DEV_DOUBLE -> new double[1];
            case DEV_UCHAR -> new byte[1];
            case DEV_STRING -> new String[] {"Not initialised"};
            case DEV_STATE -> new DevState[] {DevState.UNKNOWN};
            case DEV_ENCODED -> new DevEncoded[] {new DevEncoded("Not initialised", new byte[0])};
            default -> throw new IllegalArgumentException("no attribute can be " + type);
        };
    }

    private AttributeDefinition<S, T> withReader(Function<S, @Nullable Object> handler) {
        return new AttributeDefinition<>(
                type,
                config,
                handler,
                writer,
                readAllowedIn,
                writeAllowedIn,
                initialSetPoint,
                writeAttribute,
                execution,
                pushed);
    }

    private AttributeDefinition<S, T> withWriter(BiFunction<S, T, @Nullable Mono<Void>> handler) {
        return new AttributeDefinition<>(
                type,
                config,
                reader,
                handler,
                readAllowedIn,
                writeAllowedIn,
                initialSetPoint,
                writeAttribute,
                execution,
                pushed);
    }

    private AttributeDefinition<S, T> withExecution(Execution changed) {
        return new AttributeDefinition<>(
                type,
                config,
                reader,
                writer,
                readAllowedIn,
                writeAllowedIn,
                initialSetPoint,
                writeAttribute,
                changed,
                pushed);
    }

    private AttributeDefinition<S, T> withConfig(AttributeConfig changed) {
        return new AttributeDefinition<>(
                type,
                changed,
                reader,
                writer,
                readAllowedIn,
                writeAllowedIn,
                initialSetPoint,
                writeAttribute,
                execution,
                pushed);
    }

    private static Set<DevState> setOf(DevState[] states) {
        return states.length == 0 ? Set.of() : EnumSet.copyOf(Arrays.asList(states));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
