package org.reactivetango.benchmarks.figures;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** What came out of measuring once. */
public record Measurement(Map<Figure, Double> figures) {
    public Measurement {
        figures = Collections.unmodifiableMap(new EnumMap<>(figures));
    }

    /** With one figure; add others by {@link #with}. */
    public static Measurement of(Figure figure, double value) {
        return new Measurement(Map.of(figure, value));
    }

    /** With one figure more. */
    public Measurement with(Figure figure, double value) {
        Map<Figure, Double> more = new EnumMap<>(figures);
        more.put(figure, value);
        return new Measurement(more);
    }

    public OptionalDouble figure(Figure figure) {
        Double value = figures.get(figure);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
