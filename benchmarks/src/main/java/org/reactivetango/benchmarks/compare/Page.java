package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.reactivetango.benchmarks.figures.LinePlot;
import org.reactivetango.benchmarks.figures.MarkdownTable;
import org.reactivetango.benchmarks.figures.Result;
import org.reactivetango.benchmarks.figures.Results;

/** Results for readers: tables and plots. */
public final class Page {
    private static final String BEGIN = "<!-- begin of results: written by benchmarks.jar, not by hand -->\n";
    private static final String END = "<!-- end of results -->\n";

    private final List<Result> results;
    private final Map<String, LinePlot> plots;

    private Page(List<Result> results) {
        this.results = results;
        this.plots = Plots.of(results);
    }

    /** What is to be shown. */
    public static Page of(List<Result> results) {
        return new Page(results);
    }

    /** Writes {@code results.md} and the plots to a folder. */
    public void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("results.md"), text(""), StandardCharsets.UTF_8);
        writePlots(folder);
    }

    /**
     * Puts tables and plots into a page, between two comments that are there for it; the plots go to a folder of the page's
     * name beside it.
     *
     * @throws IllegalArgumentException if the page has no such comments
     */
    public void writeInto(Path page) throws IOException {
        String name = page.getFileName().toString().replaceFirst("[.]md$", "");
        String before = Files.readString(page, StandardCharsets.UTF_8);
        Files.writeString(page, into(before, name + "/"), StandardCharsets.UTF_8);
        Path folder = page.resolveSibling(name);
        Files.createDirectories(folder);
        writePlots(folder);
    }

    private void writePlots(Path folder) throws IOException {
        for (Map.Entry<String, LinePlot> plot : plots.entrySet()) {
            Files.writeString(folder.resolve(plot.getKey()), plot.getValue().toSvg(), StandardCharsets.UTF_8);
        }
    }

    String into(String page, String plotFolder) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    "the page has no place for results: lines " + BEGIN.trim() + " and " + END.trim());
        }
        return page.substring(0, begin + BEGIN.length()) + "\n" + text(plotFolder) + page.substring(end);
    }

    /** In the order of the scenarios, whenever each was run. */
    private String text(String plotFolder) {
        List<Results> settings = Results.bySetting(results);
        StringBuilder text = new StringBuilder();
        for (Scenario scenario : Scenario.all()) {
            List<Results> own = settings.stream()
                    .filter(all -> all.setting().scenario().equals(scenario.name()))
                    .toList();
            if (!own.isEmpty()) {
                text.append(heading(scenario, own.get(0).setting().circumstances(), plotFolder));
                own.forEach(all -> text.append(MarkdownTable.of(all)));
            }
        }
        return text.toString();
    }

    private StringBuilder heading(Scenario scenario, String circumstances, String plotFolder) {
        StringBuilder text = new StringBuilder("### ").append(scenario.name()).append("\n\n");
        text.append(scenario.description()).append("\n\n").append(circumstances).append("\n\n");
        if (scenario.name().equals(Capacity.NAME)) {
            plots.forEach((file, plot) -> text.append("![")
                    .append(plot.title())
                    .append("](")
                    .append(plotFolder)
                    .append(file)
                    .append(")\n\n"));
        }
        return text;
    }
}
