package org.reactivetango.benchmarks.figures;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** A logarithmic axis: values to places, and where to write numbers. */
final class LogAxis {
    private static final int[] STEPS = {1, 2, 5};
    /** With more powers of ten than this, only these are written. */
    private static final double FEW_DECADES = 2.5;

    private static final double MARGIN = 0.04;

    private final double low;
    private final double high;
    private final double from;
    private final double to;

    private LogAxis(double low, double high, double from, double to) {
        this.low = low;
        this.high = high;
        this.from = from;
        this.to = to;
    }

    /** An axis on which all the values, which are positive, have a place between {@code from} and {@code to}. */
    static LogAxis of(DoubleStream values, double from, double to) {
        DoubleSummaryStatistics range = values.summaryStatistics();
        double low = Math.log10(range.getMin());
        double high = Math.log10(range.getMax());
        double margin = Math.max((high - low) * MARGIN, 0.05);
        return new LogAxis(low - margin, high + margin, from, to);
    }

    double place(double value) {
        return from + (Math.log10(value) - low) / (high - low) * (to - from);
    }

    /** Where numbers are to stand. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(low); power <= (int) Math.ceil(high); power++) {
            for (int step : STEPS) {
                double value = step * Math.pow(10, power);
                boolean fits = Math.log10(value) >= low && Math.log10(value) <= high;
                if (fits && (step == 1 || high - low < FEW_DECADES)) {
                    ticks.add(value);
                }
            }
        }
        return ticks;
    }

    /** A number at a tick: 200, 50k, 2M. */
    static String text(double tick) {
        if (tick >= 999_999) {
            return trimmed(tick / 1e6) + "M";
        }
        return tick >= 999.9 ? trimmed(tick / 1e3) + "k" : trimmed(tick);
    }

    private static String trimmed(double value) {
        return value >= 0.999
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.4f", value).replaceAll("0+$", "");
    }
}
