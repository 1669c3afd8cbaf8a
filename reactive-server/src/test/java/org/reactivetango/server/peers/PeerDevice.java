package org.reactivetango.server.peers;

import java.lang.reflect.Array;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.server.AttributeDefinition;
import org.reactivetango.server.CommandDefinition;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.testkit.peers.PushedValues;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Our device with the attributes and commands that the servers of the test kit have, which {@code pytango_server.py}
 * lists: every type in every shape, and what can go wrong.
 */
public final class PeerDevice {
    /** As many elements has a spectrum. */
    public static final int MAX_LENGTH = 4096;

    /** As many columns and rows has an image. */
    public static final int MAX_SIDE = 256;

    /** Commands that answer with their argument. */
    private static final List<ValueType<?>> ECHOES = List.of(
            ValueType.BOOLEAN,
            ValueType.SHORT,
            ValueType.LONG,
            ValueType.LONG64,
            ValueType.FLOAT,
            ValueType.DOUBLE,
            ValueType.UCHAR,
            ValueType.USHORT,
            ValueType.ULONG,
            ValueType.ULONG64,
            ValueType.STRING,
            ValueType.STATE,
            ValueType.ENCODED,
            ValueType.BOOLEANS,
            ValueType.UCHARS,
            ValueType.SHORTS,
            ValueType.USHORTS,
            ValueType.LONGS,
            ValueType.ULONGS,
            ValueType.LONG64S,
            ValueType.ULONG64S,
            ValueType.FLOATS,
            ValueType.DOUBLES,
            ValueType.STRINGS,
            ValueType.LONG_STRINGS,
            ValueType.DOUBLE_STRINGS);

    private final DeviceContext context;
    private final Map<String, Object> written = new HashMap<>();
    private int count;
    private int polls;

    private PeerDevice(DeviceContext context) {
        this.context = context;
    }

    /** The device class. */
    public static DeviceDefinition<?> definition() {
        return definition(false);
    }

    /** The same, with events that it pushes. */
    public static DeviceDefinition<?> pushing() {
        return definition(true);
    }

    private static DeviceDefinition<?> definition(boolean pushes) {
        DeviceDefinition.Builder<PeerDevice> device = DeviceDefinition.named(
                "PeerTest",
                context -> context.state(DevState.ON, "All is well")
                        .then(Mono.fromSupplier(() -> new PeerDevice(context))));
        addAll(device, pushes, "boolean", ValueType.BOOLEAN, ValueType.BOOLEANS, true);
        addAll(device, pushes, "uchar", ValueType.UCHAR, ValueType.UCHARS, (byte) 200);
        addAll(device, pushes, "short", ValueType.SHORT, ValueType.SHORTS, (short) -2);
        addAll(device, pushes, "ushort", ValueType.USHORT, ValueType.USHORTS, 65535);
        addAll(device, pushes, "long", ValueType.LONG, ValueType.LONGS, -3);
        addAll(device, pushes, "ulong", ValueType.ULONG, ValueType.ULONGS, 4294967295L);
        addAll(device, pushes, "long64", ValueType.LONG64, ValueType.LONG64S, -4L);
        addAll(device, pushes, "ulong64", ValueType.ULONG64, ValueType.ULONG64S, -1L);
        addAll(device, pushes, "float", ValueType.FLOAT, ValueType.FLOATS, 1.5f);
        addAll(device, pushes, "double", ValueType.DOUBLE, ValueType.DOUBLES, 2.25);
        addAll(device, pushes, "string", ValueType.STRING, ValueType.STRINGS, "caf\u00e9");
        addAll(device, pushes, "state", ValueType.STATE, ValueType.STATES, DevState.MOVING);
        addScalars(device, pushes);
        addCommands(device);
        return device.build();
    }

    private static <T, A> void addAll(
            DeviceDefinition.Builder<PeerDevice> device,
            boolean pushes,
            String name,
            ValueType<T> scalar,
            ValueType<A> array,
            T value) {
        device.attribute(held(pushes, AttributeDefinition.scalar(name + "_scalar", scalar), value));
        device.attribute(held(
                pushes, AttributeDefinition.spectrum(name + "_spectrum", array, MAX_LENGTH), filled(array, 3, value)));
        device.attribute(held(
                pushes,
                AttributeDefinition.image(name + "_image", array, MAX_SIDE, MAX_SIDE),
                new Image<>(filled(array, 6, value), 3, 2)));
    }

    private static <A> A filled(ValueType<A> type, int length, Object value) {
        Object array = Array.newInstance(type.javaType().getComponentType(), length);
        for (int i = 0; i < length; i++) {
            Array.set(array, i, value);
        }
        return type.cast(array);
    }

    /** Gives back what was written last. */
    private static <T> AttributeDefinition<PeerDevice, T> held(
            boolean pushes, AttributeDefinition<PeerDevice, T> attribute, T initial) {
        String name = attribute.name();
        ValueType<T> type = attribute.type();
        AttributeDefinition<PeerDevice, T> declared = attribute;
        if (pushes) {
            declared = name.equals("double_scalar")
                    ? attribute.pushes(EventType.CHANGE, EventType.ARCHIVE, EventType.DATA_READY)
                    : attribute.pushes(EventType.CHANGE);
        }
        return declared.get(device -> type.cast(device.written.getOrDefault(name, initial)))
                .set((device, value) -> device.written.put(name, value));
    }

    private static void addScalars(DeviceDefinition.Builder<PeerDevice> device, boolean pushes) {
        device.attribute(held(
                pushes,
                AttributeDefinition.<PeerDevice, Short>scalar("enum_scalar", ValueType.ENUM)
                        .enumLabels("LOW", "MIDDLE", "HIGH"),
                (short) 1));
        device.attribute(held(
                pushes,
                AttributeDefinition.scalar("encoded_scalar", ValueType.ENCODED),
                new DevEncoded("raw", new byte[] {1, 2, -1})));
        device.attribute(held(
                pushes,
                AttributeDefinition.<PeerDevice, Double>scalar("limited", ValueType.DOUBLE)
                        .range(-10, 10)
                        .alarm(-9, 9)
                        .warning(-8, 8)
                        .unit("mm")
                        .displayUnit("1000")
                        .standardUnit("0.001")
                        .displayFormat("%6.3f")
                        .label("Limited")
                        .absChange(0.5)
                        .relChange(1)
                        .eventPeriod(Duration.ofMillis(500))
                        .archiveAbsChange(2)
                        .archivePeriod(Duration.ofSeconds(7))
                        .description("A value with limits"),
                5.0));
        device.scalar(
                "polled",
                Double.class,
                a -> a.get(d -> (double) ++d.polls)
                        .absChange(1)
                        .archiveAbsChange(2)
                        .eventPeriod(Duration.ofMillis(100)));
        device.scalar("counter", Integer.class, a -> a.get(d -> ++d.count));
        device.scalar(
                "invalid",
                Double.class,
                a -> a.getReading(d -> Reading.invalid(d.context.loop().now())));
        device.scalar(
                "changing",
                Double.class,
                a -> a.getReading(
                        d -> Reading.of(1.0, Quality.CHANGING, d.context.loop().now())));
        device.scalar(
                "throw_exception",
                Integer.class,
                a -> a.get(d -> {
                    throw DevFailedException.of(
                            "Peer_Read", "this attribute always fails", "PeerDevice.throw_exception");
                }));
    }

    private static void addCommands(DeviceDefinition.Builder<PeerDevice> device) {
        ECHOES.forEach(type -> device.command(echo(type)));
        device.command("DevVoid", Void.class, Void.class, c -> c.accept((d, nothing) -> {}));
        device.command("Throw", Void.class, Void.class, c -> c.run((d, nothing) -> Mono.error(twoErrors())));
        device.command("Sleep", Double.class, Void.class, c -> c.run(PeerDevice::sleep));
        device.command("PushValues", Integer.class, Void.class, c -> c.run(aside(PeerDevice::pushValues)));
        device.command("PushKinds", Integer.class, Void.class, c -> c.run(aside(PeerDevice::pushKinds)));
        device.command("GoTo", DevState.class, Void.class, c -> c.run((d, state) -> d.goTo(state)));
    }

    private static <T> CommandDefinition<PeerDevice, T, T> echo(ValueType<T> type) {
        return CommandDefinition.<PeerDevice, T, T>of(type.commandType().tangoName(), type, type)
                .call((device, argument) -> argument);
    }

    private static DevFailedException twoErrors() {
        return DevFailedException.of("Peer_Inner", "the cause", "PeerDevice.inner")
                .with(DevError.of("Peer_Outer", "the consequence", "PeerDevice.Throw"));
    }

    /** On a thread that may take its time. */
    private static BiFunction<PeerDevice, Integer, Mono<Void>> aside(BiConsumer<PeerDevice, Integer> push) {
        return (device, values) ->
                Mono.<Void>fromRunnable(() -> push.accept(device, values)).subscribeOn(Schedulers.boundedElastic());
    }

    private void pushValues(int values) {
        for (int i = 0; i < values; i++) {
            for (String attribute : PushedValues.ATTRIBUTES.keySet()) {
                context.pushChange(attribute, PushedValues.value(attribute, i));
            }
        }
        PushedValues.ATTRIBUTES.keySet().forEach(attribute -> context.pushChange(attribute, pushed()));
    }

    private void pushKinds(int values) {
        for (int i = 0; i < values; i++) {
            context.pushChange("double_scalar", pushed(i, i));
            context.pushArchive("double_scalar", pushed(i, i + 0.25));
            context.pushUser("double_scalar", pushed(i, i + 0.5));
            context.pushDataReady("double_scalar", i);
        }
        context.pushChange("double_scalar", Reading.invalid(Instant.ofEpochSecond(1_000_000_000)));
        context.pushChange("double_scalar", pushed());
        context.pushArchive("double_scalar", pushed());
        context.pushUser("double_scalar", pushed());
    }

    private static Reading<Double> pushed(int i, double value) {
        return Reading.of(
                value,
                PushedValues.QUALITIES.get(i % 4),
                Instant.ofEpochMilli(Math.round(1000 * (PushedValues.TIME + i))));
    }

    private static DevFailedException pushed() {
        return DevFailedException.of(PushedValues.FAILED, "all have been pushed", "PeerDevice.push");
    }

    private Mono<Void> goTo(DevState state) {
        return context.state(state);
    }

    private Mono<Void> sleep(double seconds) {
        return Mono.delay(
                        Duration.ofMillis(Math.round(seconds * 1000)),
                        context.loop().asScheduler())
                .then();
    }
}
