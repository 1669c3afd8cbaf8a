package org.reactivetango.benchmarks.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The measurements of one setting: each side's, in the order in which they were first measured. */
public final class Results {
    private final Result.Setting setting;
    private final Figure main;
    private final Map<String, Map<Integer, Measurement>> sides = new LinkedHashMap<>();

    private Results(Result.Setting setting, Figure main) {
        this.setting = setting;
        this.main = main;
    }

    /** Sorts results by setting, each in the order in which it first comes. */
    public static List<Results> bySetting(List<Result> results) {
        Map<Result.Setting, Results> settings = new LinkedHashMap<>();
        for (Result result : results) {
            settings.computeIfAbsent(result.setting(), setting -> new Results(setting, result.main()))
                    .sides
                    .computeIfAbsent(result.side(), side -> new LinkedHashMap<>())
                    .put(result.round(), result.measurement());
        }
        return List.copyOf(settings.values());
    }

    public Result.Setting setting() {
        return setting;
    }

    /** The figure of which ratios are taken. */
    public Figure main() {
        return main;
    }

    /** The names of the sides, the one that the others are compared with first. */
    public List<String> sides() {
        return List.copyOf(sides.keySet());
    }

    /** The figures that any side has, the main one first. */
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(List.of(main));
        for (Figure figure : Figure.values()) {
            if (figure != main
                    && sides.keySet().stream()
                            .anyMatch(side -> spread(side, figure).isPresent())) {
                figures.add(figure);
            }
        }
        return figures;
    }

    /** Median and extremes of one figure of one side; empty if it has none. */
    public Optional<Spread> spread(String side, Figure figure) {
        List<Double> values = measurements(side).values().stream()
                .map(measurement -> measurement.figure(figure))
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values, Double::doubleValue));
    }

    /**
     * The main figure of the first side over that of {@code side}: of what was measured in the same round, one behind the
     * other. Empty for the first side itself and where there is nothing to divide.
     */
    public Optional<Spread> ratio(String side) {
        String first = sides().get(0);
        if (side.equals(first)) {
            return Optional.empty();
        }
        List<Double> ratios = new ArrayList<>();
        measurements(first).forEach((round, ours) -> {
            Measurement theirs = measurements(side).get(round);
            double divisor = theirs == null ? 0 : theirs.figure(main).orElse(0);
            ours.figure(main).ifPresent(value -> {
                if (divisor > 0) {
                    ratios.add(value / divisor);
                }
            });
        });
        return ratios.isEmpty() ? Optional.empty() : Optional.of(Spread.of(ratios, Double::doubleValue));
    }

    /** How often the first side was measured. */
    public int rounds() {
        return measurements(sides().get(0)).size();
    }

    private Map<Integer, Measurement> measurements(String side) {
        return sides.getOrDefault(side, Map.of());
    }
}
