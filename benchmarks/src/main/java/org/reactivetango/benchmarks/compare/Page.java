package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

    private String text(String plotFolder) {
        Map<String, StringBuilder> sections = new LinkedHashMap<>();
        for (Results all : Results.bySetting(results)) {
            sections.computeIfAbsent(
                            all.setting().scenario(),
                            name -> heading(name, all.setting().circumstances(), plotFolder))
                    .append(MarkdownTable.of(all));
        }
        return String.join("", sections.values());
    }

    private StringBuilder heading(String scenario, String circumstances, String plotFolder) {
        StringBuilder text = new StringBuilder("### ").append(scenario).append("\n\n");
        Scenario.all().stream()
                .filter(one -> one.name().equals(scenario))
                .forEach(one -> text.append(one.description()).append("\n\n"));
        text.append(circumstances).append("\n\n");
        if (scenario.equals(Capacity.NAME)) {
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
