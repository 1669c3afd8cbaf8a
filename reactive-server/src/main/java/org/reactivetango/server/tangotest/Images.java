package org.reactivetango.server.tangotest;

import java.util.List;
import java.util.function.Function;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.server.AttributeDefinition;
import org.reactivetango.server.tangotest.Simulation.Slot;

/** The image attributes, in the order in which clients list them. */
final class Images {
    /** Elements in a row and rows of an image that nobody has written. */
    static final int SIDE = 251;

    private static final int MAX_TEXTS = 256;
    private static final int MAX_USHORTS = 8192;
    /** Numbers are made up below this. */
    private static final int BOUND = 256;

    private Images() {}

    static List<AttributeDefinition<Simulation, ?>> all() {
        return List.of(
                kept("boolean_image", ValueType.BOOLEANS),
                random("boolean_image_ro", ValueType.BOOLEANS, 2, SIDE).label("boolean_image"),
                kept("double_image", ValueType.DOUBLES),
                beam("double_image_ro", ValueType.DOUBLES),
                kept("float_image", ValueType.FLOATS),
                beam("float_image_ro", ValueType.FLOATS)
                        .label("float_image")
                        .description("A float image attribute")
                        .range(0, 255),
                beam("long64_image_ro", ValueType.LONG64S),
                kept("long_image", ValueType.LONGS),
                beam("long_image_ro", ValueType.LONGS),
                kept("short_image", ValueType.SHORTS),
                beam("short_image_ro", ValueType.SHORTS),
                texts("string_image"),
                made("string_image_ro", ValueType.STRINGS, MAX_TEXTS, Images::greetings),
                kept("uchar_image", ValueType.UCHARS),
                random("uchar_image_ro", ValueType.UCHARS, BOUND, SIDE)
                        .label("uchar_image")
                        .description("An unsigned char image attribute")
                        .range(0, 255),
                beam("ulong64_image_ro", ValueType.ULONG64S),
                beam("ulong_image_ro", ValueType.ULONGS),
                kept("ushort_image", ValueType.USHORTS),
                random("ushort_image_ro", ValueType.USHORTS, BOUND, MAX_USHORTS)
                        .description("An unsigned short image attribute")
                        .range(0, 255),
                random("enum_image_ro", ValueType.ENUMS, 2, SIDE).enumLabels("LABEL12", "LABEL13", "LABEL14"),
                keptForOneStep("enum_image").enumLabels("LABEL15", "LABEL16", "LABEL17"));
    }

    /** Made up in every step. */
    private static <A> AttributeDefinition<Simulation, Image<A>> made(
            String name, ValueType<A> type, int max, Function<Simulation, Image<A>> maker) {
        ValueType<Image<A>> image = ValueType.imageOf(type);
        return AttributeDefinition.<Simulation, A>image(name, type, max, max)
                .get(s -> s.made(name, image, () -> maker.apply(s)));
    }

    private static <A> AttributeDefinition<Simulation, Image<A>> random(
            String name, ValueType<A> type, int bound, int max) {
        return made(
                name,
                type,
                max,
                s -> square(Elements.array(type, SIDE * SIDE, i -> s.random().nextInt(bound))));
    }

    private static <A> AttributeDefinition<Simulation, Image<A>> beam(String name, ValueType<A> type) {
        return made(name, type, SIDE, s -> {
            int[] heights = Beam.heights(SIDE, s.random());
            return square(Elements.array(type, heights.length, i -> heights[i]));
        });
    }

    /** Gives back what was written, at first zeros. */
    private static <A> AttributeDefinition<Simulation, Image<A>> kept(String name, ValueType<A> type) {
        Slot<Image<A>> slot =
                new Slot<>(name, ValueType.imageOf(type), square(Elements.array(type, SIDE * SIDE, i -> 0)));
        return AttributeDefinition.<Simulation, A>image(name, type, SIDE, SIDE)
                .get(s -> s.kept(slot))
                .set((s, value) -> s.keep(slot, value));
    }

    /** Gives back what was written, but not more than {@link #SIDE} rows of so many; at first empty texts. */
    private static AttributeDefinition<Simulation, Image<String[]>> texts(String name) {
        Slot<Image<String[]>> slot =
                new Slot<>(name, ValueType.imageOf(ValueType.STRINGS), square(Elements.texts(SIDE * SIDE, i -> "")));
        return AttributeDefinition.<Simulation, String[]>image(name, ValueType.STRINGS, MAX_TEXTS, MAX_TEXTS)
                .get(s -> s.kept(slot))
                .set((s, value) -> s.keep(slot, atMost(value)));
    }

    private static Image<String[]> atMost(Image<String[]> image) {
        int width = Math.min(image.width(), SIDE);
        int height = Math.min(image.height(), SIDE);
        return new Image<>(
                Elements.texts(width * height, i -> image.data()[i / width * image.width() + i % width]),
                width,
                height);
    }

    /** Gives back what was written until the step ends, then as many random labels. */
    private static AttributeDefinition<Simulation, Image<short[]>> keptForOneStep(String name) {
        Slot<Image<short[]>> slot =
                new Slot<>(name, ValueType.imageOf(ValueType.ENUMS), square(new short[SIDE * SIDE]));
        return made(name, ValueType.ENUMS, SIDE, s -> {
                    Image<short[]> like = s.kept(slot);
                    int length = like.width() * like.height();
                    short[] labels = Elements.array(
                            ValueType.ENUMS, length, i -> s.random().nextInt(2));
                    return new Image<>(labels, like.width(), like.height());
                })
                .set((s, value) -> s.keepForThisStep(slot, value));
    }

    private static Image<String[]> greetings(Simulation simulation) {
        return square(Elements.texts(
                SIDE * SIDE,
                i -> greeting(i % SIDE, i / SIDE, simulation.random().nextInt(BOUND))));
    }

    private static String greeting(int x, int y, int number) {
        return "[" + Elements.padded(x, 2) + "][" + Elements.padded(y, 2) + "]::hello world::"
                + Elements.padded(number, 4);
    }

    private static <A> Image<A> square(A data) {
        return new Image<>(data, SIDE, SIDE);
    }
}
