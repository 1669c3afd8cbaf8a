package org.reactivetango.client.peers;

import java.lang.reflect.Array;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.TangoException;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.DevVarDoubleStringArray;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;
import reactor.core.publisher.Mono;

/**
 * Does everything with a TangoTest that our client can do, and prints what comes of it. A line is "what was done -> what
 * came of it". Where values are random, only their type is printed. What is written to an attribute is read back in the
 * same line.
 */
final class Dialogue {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** What differs from server to server in the error stacks that our client adds to. */
    private static final Pattern ADDRESS = Pattern.compile("at 127\\.0\\.0\\.1:\\d+");

    private static final int ELEMENTS = 1_000_000;

    /** Shown of a value, of which the rest is a hash. */
    private static final int MOST_SHOWN = 80;

    /** Each a hundred bytes: a million of them are more than a message may hold. */
    private static final int STRINGS = 100_000;

    private static final Kind<String, String[]> TEXTS = new Kind<>(
            "string",
            ValueType.STRING,
            ValueType.STRINGS,
            List.of("a b", "", CallsContract.LATIN_1.substring(0, 60), "tab\tnew\nline \\ \"'", "\u00ff".repeat(60)));

    private final DeviceProxy device;
    private final List<String> notWritten;

    private Dialogue(DeviceProxy device, List<String> notWritten) {
        this.device = device;
        this.notWritten = notWritten;
    }

    /** {@code Dialogue URL [NOT_WRITTEN...]} prints the lines; attributes named after the URL are not written. */
    public static void main(String[] arguments) {
        // Its output is compared: a machine that is busy must not add a line.
        TangoClient tango = TangoClient.builder()
                .options(o -> o.timeout(PATIENCE).source(DevSource.DEV))
                .guard(g -> g.off())
                .build();
        List<String> notWritten = List.of(arguments).subList(1, arguments.length);
        new Dialogue(tango.device(arguments[0]), notWritten).askForEverything();
        tango.closeLater().block(PATIENCE);
    }

    private void askForEverything() {
        List<AttributeConfig> configs = now(device.attributes()).stream()
                .sorted(Comparator.comparing(AttributeConfig::name))
                .toList();
        configs.forEach(config -> tell("attribute " + config.name(), device.attributeConfig(config.name())));
        for (CommandInfo info : now(device.commands())) {
            tell("command info " + info.name(), device.commandInfo(info.name()));
        }
        configs.forEach(config -> tell("first read of " + config.name(), read(config)));
        for (AttributeConfig config : configs) {
            if (!notWritten.contains(config.name())) {
                write(config);
            }
        }
        runCommands();
        changeStates();
        configs.forEach(config -> tell("last read of " + config.name(), read(config)));
        askForWhatIsNotThere();
        askForOtherTypes();
        askForWhatIsPolled();
    }

    // ---- attributes

    private void write(AttributeConfig config) {
        ValueType<?> type = ValueType.ofAttribute(config.type(), config.format());
        if (config.writeType() == WriteType.READ || config.writeType() == WriteType.READ_WITH_WRITE) {
            tell("write " + config.name(), device.attribute(config.name()).write(1));
            return;
        }
        Kind.ALL.stream()
                .filter(kind -> kind.scalar().element() == config.type())
                .forEach(kind -> write(config, type, kind));
    }

    private <T> void write(AttributeConfig config, ValueType<T> type, Kind<?, ?> kind) {
        AttributeProxy<T> attribute = device.attribute(config.name(), type);
        for (Object value : values(config, kind)) {
            tell(
                    "write " + config.name() + " " + shown(value),
                    attempt(attribute.write(type.cast(value))) + "; " + read(config));
        }
    }

    private static List<Object> values(AttributeConfig config, Kind<?, ?> kind) {
        return switch (config.format()) {
            case SCALAR -> scalars(kind);
            case SPECTRUM -> spectra(withShortTexts(kind), config.maxX());
            case IMAGE -> images(withShortTexts(kind), config.maxX(), config.maxY());
            case UNKNOWN -> throw new AssertionError(config);
        };
    }

    /** Without texts so long that arrays of them are too large. */
    private static Kind<?, ?> withShortTexts(Kind<?, ?> kind) {
        return kind.scalar().equals(ValueType.STRING) ? TEXTS : kind;
    }

    private static List<Object> scalars(Kind<?, ?> kind) {
        List<Object> values = new ArrayList<>(kind.values());
        switch (kind.scalar().element()) {
            case DEV_FLOAT -> values.addAll(List.of(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN));
            case DEV_DOUBLE -> values.addAll(List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN));
            case DEV_STRING -> values.addAll(List.of(CallsContract.LATIN_1, "\u00ff".repeat(ELEMENTS)));
            default -> {}
        }
        values.add(kind.values().get(0));
        return values;
    }

    private static List<Object> spectra(Kind<?, ?> kind, int full) {
        List<Object> values = new ArrayList<>();
        for (int length : new int[] {1, 5, 0, full - 1, full, full + 1, 3}) {
            values.add(kind.spectrum(length));
        }
        if (kind.scalar().equals(ValueType.DOUBLE)) {
            values.add(new double[] {1.0, Double.NaN});
        }
        return values;
    }

    private static List<Object> images(Kind<?, ?> kind, int width, int height) {
        return List.of(
                kind.image(1, 1),
                kind.image(3, 2),
                kind.image(2, 3),
                kind.image(width, height),
                kind.image(width + 1, 1),
                kind.image(1, height + 1),
                kind.image(0, 0),
                kind.image(4, 1));
    }

    /** A reading of the attribute's type; where it is not random, one of any type is equal. */
    private String read(AttributeConfig config) {
        ValueType<?> type = ValueType.ofAttribute(config.type(), config.format());
        String typed = attempt(device.attribute(config.name(), type).read(), reading -> shown(config, reading));
        String any = attempt(device.attribute(config.name()).read(), reading -> shown(config, reading));
        return any.equals(typed) ? typed : typed + ", of any type " + any;
    }

    private static String shown(AttributeConfig config, Reading<?> reading) {
        String set = reading.hasSetValue() ? " set to " + shown(reading.setValue()) : "";
        return reading.quality() + " " + (reading.hasValue() ? shown(config, reading.value()) : "no value") + set;
    }

    private static String shown(AttributeConfig config, Object value) {
        return isRandom(config.name()) ? value.getClass().getSimpleName() : shown(value);
    }

    private static boolean isRandom(String name) {
        boolean scalar = name.endsWith("_scalar") && !name.equals("boolean_scalar") && !name.equals("string_scalar");
        return scalar || name.endsWith("_ro") || name.endsWith("_rww") || name.equals("wave");
    }

    // ---- commands

    private void runCommands() {
        for (Kind<?, ?> kind : Kind.ALL) {
            for (Object value : scalars(kind)) {
                command(kind.scalar(), value);
            }
            if (!kind.scalar().equals(ValueType.STATE)) {
                int most = kind.scalar().equals(ValueType.STRING) ? STRINGS : ELEMENTS;
                for (int length : new int[] {0, 1, 2, 1000, most}) {
                    command(kind.array(), withShortTexts(kind).spectrum(length));
                }
            }
        }
        int[] longs = {1, Integer.MIN_VALUE};
        double[] doubles = {1.5, Double.NaN};
        for (String[] texts : new String[][] {{"a", "", "\u00e4"}, {}}) {
            command(ValueType.LONG_STRINGS, new DevVarLongStringArray(longs, texts));
            command(ValueType.LONG_STRINGS, new DevVarLongStringArray(new int[0], texts));
            command(ValueType.DOUBLE_STRINGS, new DevVarDoubleStringArray(doubles, texts));
            command(ValueType.DOUBLE_STRINGS, new DevVarDoubleStringArray(new double[0], texts));
        }
        for (String name : List.of(
                "DevVoid",
                "CrashFromDevelopperThread",
                "CrashFromOmniThread",
                "DumpExecutionState",
                "State",
                "Status",
                "devVOID")) {
            tell("command " + name, device.command(name, ValueType.ANY));
        }
    }

    private <T> void command(ValueType<T> type, Object argument) {
        String name = type.commandType().tangoName();
        String what = "command " + name + " " + shown(argument);
        tell(what, device.command(name, type.cast(argument), type, type));
        if (!(argument.getClass().isArray() && Array.getLength(argument) > 1000)) {
            tell(what + " of any type", device.command(name, type.cast(argument), type, ValueType.ANY));
        }
    }

    private void changeStates() {
        for (String name : List.of("SwitchStates", "SwitchStates", "SwitchStates", "Init", "SwitchStates", "Init")) {
            tell("command " + name, device.command(name));
            tell("state", device.state());
            tell("status", device.status());
            tell("read State", device.attribute("State").value());
            tell("read Status", device.attribute("Status", String.class).value());
        }
    }

    // ---- what does not go well

    private void askForWhatIsNotThere() {
        tell("read no_such", device.attribute("no_such").value());
        tell("write no_such", device.attribute("no_such").write(1.0));
        tell("configuration of no_such", device.attributeConfig("no_such"));
        tell("command NoSuch", device.command("NoSuch"));
        tell("info of command NoSuch", device.commandInfo("NoSuch"));
        tell("read no_value", device.attribute("no_value").value());
        tell("read throw_exception", device.attribute("throw_exception").value());
    }

    private void askForOtherTypes() {
        tell("write double_scalar a text", device.attribute("double_scalar").write("one"));
        tell("write double_scalar an integer", device.attribute("double_scalar").write(1));
        tell("write double_scalar a spectrum", device.attribute("double_scalar").write(new double[2]));
        tell(
                "write double_spectrum a scalar",
                device.attribute("double_spectrum").write(1.5));
        tell(
                "write double_spectrum an image",
                device.attribute("double_spectrum").write(new Image<>(new double[6], 3, 2)));
        tell("write double_image a spectrum", device.attribute("double_image").write(new double[2]));
        tell(
                "read a text from double_scalar",
                device.attribute("double_scalar", String.class).value());
        tell("command DevDouble with an integer", device.command("DevDouble", 1, Void.class));
        tell("command DevDouble without argument", device.command("DevDouble"));
        tell("command DevVoid with an argument", device.command("DevVoid", 1, Void.class));
        tell("command DevDouble for a text", device.command("DevDouble", 1.5, String.class));
    }

    private void askForWhatIsPolled() {
        DeviceProxy polled = device.with(o -> o.source(DevSource.CACHE));
        tell("read polled short_scalar", polled.attribute("short_scalar").value());
        for (String name : List.of("DevVoid", "State", "NoSuch")) {
            tell("command polled " + name, polled.command(name));
        }
        tell("command polled DevDouble", polled.command("DevDouble", 1.5, Double.class));
    }

    // ---- what comes of it

    private void tell(String what, Mono<?> call) {
        tell(what, attempt(call));
    }

    private void tell(String what, String result) {
        System.out.println(plain(what + " -> " + ADDRESS.matcher(result).replaceAll("at HOST:PORT")));
    }

    /** One line of ASCII. */
    private static String plain(String text) {
        return text.chars()
                .mapToObj(c -> c >= ' ' && c < 0x7f ? Character.toString(c) : "\\" + hex(c))
                .collect(Collectors.joining());
    }

    private static String attempt(Mono<?> call) {
        return attempt(call, Dialogue::shown);
    }

    private interface Text<T> {
        String of(T value);
    }

    private static <T> String attempt(Mono<T> call, Text<? super T> text) {
        try {
            T result = call.block(PATIENCE);
            return result == null ? "done" : text.of(result);
        } catch (DevFailedException failed) {
            return failed.errors().toString();
        } catch (TangoException failed) {
            return failed.completion() + " " + failed;
        }
    }

    private static <T> T now(Mono<T> call) {
        return Objects.requireNonNull(call.block(PATIENCE));
    }

    /** A value in not more than a line, whatever its size: every element counts. */
    private static String shown(Object value) {
        if (value instanceof Image<?> image) {
            return image.width() + " x " + image.height() + " " + shown(image.data());
        }
        if (value instanceof DevVarLongStringArray both) {
            return shown(both.lvalue()) + " " + shown(both.svalue());
        }
        if (value instanceof DevVarDoubleStringArray both) {
            return shown(both.dvalue()) + " " + shown(both.svalue());
        }
        if (!value.getClass().isArray()) {
            String text = value.toString();
            return text.length() <= MOST_SHOWN
                    ? text
                    : text.substring(0, MOST_SHOWN / 2) + "... " + text.length() + " " + hex(text.hashCode());
        }
        int length = Array.getLength(value);
        List<String> first = IntStream.range(0, Math.min(length, 5))
                .mapToObj(i -> shown(Array.get(value, i)))
                .toList();
        return value.getClass().getComponentType().getSimpleName()
                + first
                + (length > 5 ? "... " + length + " " + hex(Arrays.deepHashCode(new Object[] {value})) : "");
    }

    private static String hex(int hash) {
        return Integer.toHexString(hash);
    }
}
