package org.reactivetango.client.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DevVarDoubleStringArray;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.server.AttributeDefinition;
import org.reactivetango.server.CommandDefinition;
import org.reactivetango.server.DeviceDefinition;
import reactor.core.publisher.Mono;

/** A device of the tests that keeps what is written and says that it was measured at {@link #TIME}. */
final class CliDevice {
    static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901Z");
    static final String HOSTILE = "\u001b]0;owned\u0007\u001b[2J\r\nforged line\u009b1m";

    static final Duration SLOW = Duration.ofSeconds(2);

    static final DeviceDefinition<CliDevice> CLASS = definition();

    private final Map<String, Object> values = new ConcurrentHashMap<>();
    private final AtomicInteger reads = new AtomicInteger();

    private static DeviceDefinition<CliDevice> definition() {
        return DeviceDefinition.<CliDevice>named(
                        "CliDevice", context -> context.state(DevState.ON).then(Mono.fromSupplier(CliDevice::new)))
                .attribute(scalar("boolean_scalar", ValueType.BOOLEAN, true))
                .attribute(scalar("short_scalar", ValueType.SHORT, (short) -2))
                .attribute(scalar("long_scalar", ValueType.LONG, -3))
                .attribute(scalar("long64_scalar", ValueType.LONG64, Long.MIN_VALUE))
                .attribute(scalar("float_scalar", ValueType.FLOAT, 0.1f))
                .attribute(scalar("double_scalar", ValueType.DOUBLE, 1.5)
                        .unit("A")
                        .range(-10, 10)
                        .warning(-8, 8)
                        .alarm(-9, 9)
                        .description("Current of the coil"))
                .attribute(scalar("uchar_scalar", ValueType.UCHAR, (byte) 200))
                .attribute(scalar("ushort_scalar", ValueType.USHORT, 65535))
                .attribute(scalar("ulong_scalar", ValueType.ULONG, 4294967295L))
                .attribute(scalar("ulong64_scalar", ValueType.ULONG64, -1L))
                .attribute(scalar("string_scalar", ValueType.STRING, "22 \u00b0C"))
                .attribute(scalar("state_scalar", ValueType.STATE, DevState.MOVING))
                .attribute(scalar("enum_scalar", ValueType.ENUM, (short) 1).enumLabels("CLOSED", "OPEN", "AJAR"))
                .attribute(scalar("encoded_scalar", ValueType.ENCODED, new DevEncoded("RAW", new byte[] {0, -1})))
                .attribute(spectrum("double_spectrum", ValueType.DOUBLES, new double[] {1, Double.NaN}))
                .attribute(spectrum("ulong64_spectrum", ValueType.ULONG64S, new long[] {1, -1}))
                .attribute(spectrum("uchar_spectrum", ValueType.UCHARS, new byte[] {1, -1}))
                .attribute(spectrum("string_spectrum", ValueType.STRINGS, new String[] {"a, b", "c"}))
                .attribute(spectrum("enum_spectrum", ValueType.ENUMS, new short[] {2, 0})
                        .enumLabels("CLOSED", "OPEN", "AJAR"))
                .attribute(image("ushort_image", ValueType.USHORTS, new Image<>(new int[] {1, 2, 3, 4, 5, 6}, 3, 2)))
                .attribute(image("string_image", ValueType.STRINGS, new Image<>(new String[] {"a", "b"}, 1, 2)))
                .scalar(
                        "limits",
                        Double.class,
                        a -> a.getReading(d -> Reading.of(Double.NEGATIVE_INFINITY, Quality.ALARM, TIME)))
                .scalar("no_value", Double.class, a -> a.getReading(d -> Reading.invalid(TIME)))
                .scalar(
                        "hostile",
                        String.class,
                        a -> a.description(HOSTILE).getReading(d -> Reading.of(HOSTILE, Quality.VALID, TIME)))
                .scalar(
                        "counter",
                        Integer.class,
                        a -> a.getReading(d -> Reading.of(d.reads.getAndIncrement() / 2, Quality.VALID, TIME)))
                .scalar("moody", Integer.class, a -> a.getReading(CliDevice::moody))
                .scalar("every_third", Integer.class, a -> a.getReading(CliDevice::everyThird))
                .scalar(
                        "broken",
                        Double.class,
                        a -> a.getReading(d -> {
                            throw DevFailedException.of(
                                    "Psu_Fuse", "the fuse is blown\n" + HOSTILE, "CliDevice.broken");
                        }))
                .command(echo("EchoBoolean", ValueType.BOOLEAN))
                .command(echo("EchoShort", ValueType.SHORT))
                .command(echo("EchoLong", ValueType.LONG))
                .command(echo("EchoLong64", ValueType.LONG64))
                .command(echo("EchoFloat", ValueType.FLOAT))
                .command(echo("EchoDouble", ValueType.DOUBLE))
                .command(echo("EchoUChar", ValueType.UCHAR))
                .command(echo("EchoUShort", ValueType.USHORT))
                .command(echo("EchoULong", ValueType.ULONG))
                .command(echo("EchoULong64", ValueType.ULONG64))
                .command(echo("EchoString", ValueType.STRING))
                .command(echo("EchoState", ValueType.STATE))
                .command(echo("EchoEncoded", ValueType.ENCODED))
                .command(echo("EchoBooleans", ValueType.BOOLEANS))
                .command(echo("EchoShorts", ValueType.SHORTS))
                .command(echo("EchoLongs", ValueType.LONGS))
                .command(echo("EchoLong64s", ValueType.LONG64S))
                .command(echo("EchoFloats", ValueType.FLOATS))
                .command(echo("EchoDoubles", ValueType.DOUBLES))
                .command(echo("EchoUChars", ValueType.UCHARS))
                .command(echo("EchoUShorts", ValueType.USHORTS))
                .command(echo("EchoULongs", ValueType.ULONGS))
                .command(echo("EchoULong64s", ValueType.ULONG64S))
                .command(echo("EchoStrings", ValueType.STRINGS))
                .command(
                        "EchoLongStrings",
                        DevVarLongStringArray.class,
                        DevVarLongStringArray.class,
                        c -> c.call((d, v) -> v))
                .command(
                        "EchoDoubleStrings",
                        DevVarDoubleStringArray.class,
                        DevVarDoubleStringArray.class,
                        c -> c.call((d, v) -> v).describe("numbers and strings", "the same"))
                .command("Nothing", Void.class, Void.class, c -> c.accept((d, none) -> {}))
                .command(
                        "OnlyWhenOff",
                        Void.class,
                        Void.class,
                        c -> c.allowedIn(DevState.OFF).accept((d, none) -> {}))
                .command(
                        "Slow",
                        Void.class,
                        Void.class,
                        c -> c.run((d, none) -> Mono.delay(SLOW).then()))
                .build();
    }

    private static Reading<Integer> everyThird(CliDevice device) {
        if (device.reads.getAndIncrement() % 3 != 0) {
            throw DevFailedException.of("Mood", "not now", "CliDevice.everyThird");
        }
        return Reading.of(7, Quality.VALID, TIME);
    }

    /** Works, fails twice in the same way, works again. */
    private static Reading<Integer> moody(CliDevice device) {
        int read = device.reads.getAndIncrement();
        if (read == 1 || read == 2) {
            throw DevFailedException.of("Mood", "not now", "CliDevice.moody");
        }
        return Reading.of(7, Quality.VALID, TIME);
    }

    private static <T> AttributeDefinition<CliDevice, T> scalar(String name, ValueType<T> type, T initial) {
        return stored(AttributeDefinition.scalar(name, type), initial);
    }

    private static <T> AttributeDefinition<CliDevice, T> spectrum(String name, ValueType<T> type, T initial) {
        return stored(AttributeDefinition.spectrum(name, type, 8), initial);
    }

    private static <A> AttributeDefinition<CliDevice, Image<A>> image(
            String name, ValueType<A> type, Image<A> initial) {
        return stored(AttributeDefinition.image(name, type, 8, 8), initial);
    }

    private static <T> AttributeDefinition<CliDevice, T> stored(
            AttributeDefinition<CliDevice, T> attribute, T initial) {
        String name = attribute.name();
        ValueType<T> type = attribute.type();
        return attribute
                .getReading(device -> Reading.of(
                        type.cast(Objects.requireNonNull(device.values.getOrDefault(name, initial))),
                        Quality.VALID,
                        TIME))
                .set((device, value) -> device.values.put(name, value))
                .initialSetPoint(initial);
    }

    private static <T> CommandDefinition<CliDevice, T, T> echo(String name, ValueType<T> type) {
        return CommandDefinition.<CliDevice, T, T>of(name, type, type).call((device, value) -> value);
    }
}
