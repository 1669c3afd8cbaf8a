package org.reactivetango.benchmarks.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactivetango.benchmarks.figures.Figure;
import org.reactivetango.benchmarks.figures.LinePlot;
import org.reactivetango.benchmarks.figures.Result;
import org.reactivetango.benchmarks.figures.Results;
import org.reactivetango.benchmarks.figures.Spread;
import org.reactivetango.benchmarks.load.LoadShape;

/** The plots of what was measured under several loads. */
final class Plots {
    private static final String LOAD = "load ";
    private static final String OUTSTANDING = "requests outstanding; above, connections x requests on each";

    private final List<Loaded> loaded;

    /** Results under one load. */
    private record Loaded(LoadShape load, Results results) {
        int outstanding() {
            return load.connections() * load.outstanding();
        }
    }

    private Plots(List<Loaded> loaded) {
        this.loaded = loaded;
    }

    /** The plots by file name; those for which nothing was measured are missing. */
    static Map<String, LinePlot> of(List<Result> results) {
        Map<String, LinePlot> plots = new LinkedHashMap<>();
        for (String pinning : pinnings(results)) {
            Plots some = new Plots(Results.bySetting(results).stream()
                    .filter(all -> all.setting().scenario().equals(Capacity.NAME))
                    .filter(all -> all.setting().pinning().equals(pinning))
                    .map(all -> new Loaded(LoadShape.parse(all.setting().what().substring(LOAD.length())), all))
                    .sorted(Comparator.comparingInt(Loaded::outstanding))
                    .toList());
            String suffix = plots.isEmpty() ? ".svg" : "-one-cpu.svg";
            plots.put("capacity" + suffix, some.capacity(pinning));
            plots.put("latency" + suffix, some.latency(pinning));
        }
        plots.values().removeIf(LinePlot::isEmpty);
        return plots;
    }

    private static List<String> pinnings(List<Result> results) {
        return results.stream()
                .map(Result::setting)
                .filter(setting -> setting.scenario().equals(Capacity.NAME))
                .map(Result.Setting::pinning)
                .distinct()
                .toList();
    }

    /** Replies per second against requests outstanding. */
    private LinePlot capacity(String pinning) {
        return new LinePlot(
                "Small reads a server answers, " + pinning,
                OUTSTANDING,
                "replies per second",
                lines((at, side) -> at.results()
                        .spread(side, Figure.RATE)
                        .map(rate -> new LinePlot.Point(at.outstanding(), rate.median(), rate.min(), rate.max()))),
                marks());
    }

    /** The time to the reply against requests outstanding. */
    private LinePlot latency(String pinning) {
        return new LinePlot(
                "Time to the reply under load, " + pinning,
                OUTSTANDING,
                "microseconds: median, and a bar up to the 99th percentile",
                lines((at, side) -> {
                    Optional<Spread> p50 = at.results().spread(side, Figure.P50);
                    return at.results()
                            .spread(side, Figure.P99)
                            .flatMap(p99 -> p50.map(
                                    y -> new LinePlot.Point(at.outstanding(), y.median(), y.median(), p99.median())));
                }),
                marks());
    }

    private List<LinePlot.Mark> marks() {
        return loaded.stream()
                .map(at -> new LinePlot.Mark(at.outstanding(), at.load().toString()))
                .toList();
    }

    private interface Places {
        Optional<LinePlot.Point> point(Loaded at, String side);
    }

    private List<LinePlot.Line> lines(Places places) {
        Map<String, List<LinePlot.Point>> sides = new LinkedHashMap<>();
        for (Loaded at : loaded) {
            for (String side : at.results().sides()) {
                places.point(at, side)
                        .ifPresent(point -> sides.computeIfAbsent(side, name -> new ArrayList<>())
                                .add(point));
            }
        }
        return sides.entrySet().stream()
                .map(line -> new LinePlot.Line(line.getKey(), line.getValue()))
                .toList();
    }
}
