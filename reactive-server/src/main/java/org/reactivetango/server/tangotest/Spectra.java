package org.reactivetango.server.tangotest;

import java.lang.reflect.Array;
import java.util.List;
import java.util.function.Function;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.server.AttributeDefinition;
import org.reactivetango.server.tangotest.Simulation.Slot;

/** The spectrum attributes, in the order in which clients list them. */
final class Spectra {
    /** As many elements are made up, and at most as many are kept of what is written. */
    static final int LENGTH = 256;

    private static final int MAX = 4096;
    private static final int MAX_TEXTS = 256;
    /** Numbers are made up below this. */
    private static final int BOUND = 256;

    private Spectra() {}

    static List<AttributeDefinition<Simulation, ?>> all() {
        return List.of(
                kept("boolean_spectrum", ValueType.BOOLEANS),
                random("boolean_spectrum_ro", ValueType.BOOLEANS, 2),
                kept("double_spectrum", ValueType.DOUBLES),
                random("double_spectrum_ro", ValueType.DOUBLES, BOUND),
                kept("float_spectrum", ValueType.FLOATS).description("A float spectrum attribute"),
                random("float_spectrum_ro", ValueType.FLOATS, BOUND),
                random("long64_spectrum_ro", ValueType.LONG64S, BOUND),
                kept("long_spectrum", ValueType.LONGS),
                random("long_spectrum_ro", ValueType.LONGS, BOUND),
                kept("short_spectrum", ValueType.SHORTS),
                random("short_spectrum_ro", ValueType.SHORTS, BOUND),
                kept(new Slot<>("string_spectrum", ValueType.STRINGS, Elements.texts(LENGTH, i -> "")), MAX_TEXTS),
                made("string_spectrum_ro", ValueType.STRINGS, MAX_TEXTS, Spectra::greetings),
                kept("uchar_spectrum", ValueType.UCHARS)
                        .description("An unsigned char spectrum attribute")
                        .range(0, 255),
                random("uchar_spectrum_ro", ValueType.UCHARS, BOUND),
                random("ulong64_spectrum_ro", ValueType.ULONG64S, BOUND),
                random("ulong_spectrum_ro", ValueType.ULONGS, BOUND),
                kept("ushort_spectrum", ValueType.USHORTS).description("An unsigned short spectrum attribute"),
                random("ushort_spectrum_ro", ValueType.USHORTS, BOUND),
                made("wave", ValueType.DOUBLES, MAX, Spectra::wave),
                keptForOneStep("enum_spectrum").enumLabels("LABEL6", "LABEL7", "LABEL8"),
                random("enum_spectrum_ro", ValueType.ENUMS, 2).enumLabels("LABEL9", "LABEL10", "LABEL11"));
    }

    /** Made up in every step. */
    private static <A> AttributeDefinition<Simulation, A> made(
            String name, ValueType<A> type, int max, Function<Simulation, A> maker) {
        return AttributeDefinition.<Simulation, A>spectrum(name, type, max)
                .get(s -> s.made(name, type, () -> maker.apply(s)));
    }

    private static <A> AttributeDefinition<Simulation, A> random(String name, ValueType<A> type, int bound) {
        return made(
                name,
                type,
                MAX,
                s -> Elements.array(type, LENGTH, i -> s.random().nextInt(bound)));
    }

    /** Gives back what was written, at first zeros. */
    private static <A> AttributeDefinition<Simulation, A> kept(String name, ValueType<A> type) {
        return kept(new Slot<>(name, type, Elements.array(type, LENGTH, i -> 0)), MAX);
    }

    private static <A> AttributeDefinition<Simulation, A> kept(Slot<A> slot, int max) {
        return AttributeDefinition.<Simulation, A>spectrum(slot.attribute(), slot.type(), max)
                .get(s -> s.kept(slot))
                .set((s, value) -> s.keep(slot, atMost(slot.type(), value)));
    }

    /** Gives back what was written until the step ends, then as many random labels. */
    private static AttributeDefinition<Simulation, short[]> keptForOneStep(String name) {
        Slot<short[]> slot = new Slot<>(name, ValueType.ENUMS, new short[LENGTH]);
        return made(
                        name,
                        slot.type(),
                        MAX,
                        s -> Elements.array(
                                slot.type(),
                                s.kept(slot).length,
                                i -> s.random().nextInt(2)))
                .set((s, value) -> s.keepForThisStep(slot, atMost(slot.type(), value)));
    }

    private static <A> A atMost(ValueType<A> type, A array) {
        if (Array.getLength(array) <= LENGTH) {
            return array;
        }
        Object head = Array.newInstance(array.getClass().getComponentType(), LENGTH);
        System.arraycopy(array, 0, head, 0, LENGTH);
        return type.cast(head);
    }

    private static double[] wave(Simulation simulation) {
        double amplitude = simulation.kept(Scalars.AMPLI);
        double frequency = simulation.kept(Scalars.FREQ);
        double[] wave = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            wave[i] = simulation.sine(amplitude, frequency, i);
        }
        return wave;
    }

    private static String[] greetings(Simulation simulation) {
        return Elements.texts(
                LENGTH,
                i -> "[" + Elements.padded(i, 2) + "]::hello-world-"
                        + Elements.padded(simulation.random().nextInt(BOUND), 4));
    }
}
