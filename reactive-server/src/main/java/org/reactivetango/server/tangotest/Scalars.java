package org.reactivetango.server.tangotest;

import java.util.List;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.server.AttributeDefinition;
import org.reactivetango.server.tangotest.Simulation.Slot;
import reactor.core.publisher.Mono;

/** The scalar attributes, in the order in which clients list them. */
final class Scalars {
    /** Amplitude of the attribute {@code wave}. */
    static final Slot<Double> AMPLI = new Slot<>("ampli", ValueType.DOUBLE, 1.0);
    /** Periods of the attribute {@code wave} in 360 elements. */
    static final Slot<Double> FREQ = new Slot<>("freq", ValueType.DOUBLE, 10.0);

    private static final Slot<Double> DOUBLE = new Slot<>("double_scalar", ValueType.DOUBLE, 256.0);
    private static final Slot<Double> DOUBLE_W = new Slot<>("double_scalar_w", ValueType.DOUBLE, 256.0);
    private static final Slot<Float> FLOAT = new Slot<>("float_scalar", ValueType.FLOAT, 0f);
    private static final Slot<Long> LONG64 = new Slot<>("long64_scalar", ValueType.LONG64, 256L);
    private static final Slot<Integer> LONG = new Slot<>("long_scalar", ValueType.LONG, 256);
    private static final Slot<Integer> LONG_W = new Slot<>("long_scalar_w", ValueType.LONG, 256);
    private static final Slot<Short> SHORT = new Slot<>("short_scalar", ValueType.SHORT, (short) 256);
    private static final Slot<Short> SHORT_W = new Slot<>("short_scalar_w", ValueType.SHORT, (short) 256);
    private static final Slot<Byte> UCHAR = new Slot<>("uchar_scalar", ValueType.UCHAR, (byte) 0);
    private static final Slot<Long> ULONG64 = new Slot<>("ulong64_scalar", ValueType.ULONG64, 256L);
    private static final Slot<Integer> USHORT = new Slot<>("ushort_scalar", ValueType.USHORT, 0);
    private static final Slot<Long> ULONG = new Slot<>("ulong_scalar", ValueType.ULONG, 256L);
    private static final Slot<Boolean> BOOLEAN = new Slot<>("boolean_scalar", ValueType.BOOLEAN, true);
    private static final Slot<String> STRING = new Slot<>("string_scalar", ValueType.STRING, "Default string");
    private static final Slot<Short> ENUM = new Slot<>("enum_scalar", ValueType.ENUM, (short) 0);

    private Scalars() {}

    static List<AttributeDefinition<Simulation, ?>> all() {
        return List.of(
                written(AMPLI),
                kept(BOOLEAN).description("A boolean scalar attribute"),
                sine("double_scalar", DOUBLE).set((s, value) -> s.keep(DOUBLE, value)),
                sine("double_scalar_rww", DOUBLE_W).readWithWrite("double_scalar_w"),
                written(DOUBLE_W),
                writtenAndRandom(FLOAT).description("A float attribute"),
                writtenAndRandom(LONG64),
                writtenAndRandom(LONG),
                random("long_scalar_rww", LONG_W).readWithWrite("long_scalar_w"),
                written(LONG_W),
                scalar("no_value", ValueType.LONG).read(s -> Mono.empty()),
                writtenAndRandom(SHORT),
                random("short_scalar_ro", SHORT),
                random("short_scalar_rww", SHORT_W).readWithWrite("short_scalar_w"),
                written(SHORT_W),
                kept(STRING),
                scalar("throw_exception", ValueType.LONG).get(s -> {
                    throw DevFailedException.of(
                            "exception test", "here is the exception you requested", "TangoTest::read_throw_exception");
                }),
                writtenAndRandom(UCHAR),
                writtenAndRandom(ULONG64),
                writtenAndRandom(USHORT),
                writtenAndRandom(ULONG),
                label("enum_scalar")
                        .set((s, value) -> s.keepForThisStep(ENUM, value))
                        .enumLabels("LABEL0", "LABEL1", "LABEL2"),
                written(FREQ),
                label("enum_scalar_ro").enumLabels("LABEL3", "LABEL4", "LABEL5"));
    }

    private static <T> AttributeDefinition<Simulation, T> scalar(String name, ValueType<T> type) {
        return AttributeDefinition.scalar(name, type);
    }

    /** Can only be written. */
    private static <T> AttributeDefinition<Simulation, T> written(Slot<T> slot) {
        return scalar(slot.attribute(), slot.type()).set((s, value) -> s.keep(slot, value));
    }

    /** Gives back what was written. */
    private static <T> AttributeDefinition<Simulation, T> kept(Slot<T> slot) {
        return written(slot).get(s -> s.kept(slot));
    }

    /** A sine whose amplitude is in a slot. */
    private static AttributeDefinition<Simulation, Double> sine(String name, Slot<Double> amplitude) {
        return scalar(name, ValueType.DOUBLE)
                .get(s -> s.made(name, ValueType.DOUBLE, () -> s.sine(s.kept(amplitude), 1, 0)));
    }

    /** A random number below the one in a slot. */
    private static <T> AttributeDefinition<Simulation, T> random(String name, Slot<T> bound) {
        return scalar(name, bound.type())
                .get(s -> s.made(name, bound.type(), () -> Elements.below(bound.type(), s.kept(bound), s.random())));
    }

    /** A random number below what was written. */
    private static <T> AttributeDefinition<Simulation, T> writtenAndRandom(Slot<T> slot) {
        return random(slot.attribute(), slot).set((s, value) -> s.keep(slot, value));
    }

    /** The first or the second of an enum's labels. */
    private static AttributeDefinition<Simulation, Short> label(String name) {
        return scalar(name, ValueType.ENUM)
                .get(s -> s.made(name, ValueType.ENUM, () -> (short) s.random().nextInt(2)));
    }
}
