package org.reactivetango.benchmarks.figures;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Median and extremes of some measurements. */
public record Spread(double median, double min, double max) {
    /** Of some figure of each sample; at least one. */
    public static <T> Spread of(List<T> samples, ToDoubleFunction<T> figure) {
        double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
