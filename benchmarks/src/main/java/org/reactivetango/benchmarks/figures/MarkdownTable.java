package org.reactivetango.benchmarks.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The results of one setting as a table for {@code docs/performance.md}. */
public final class MarkdownTable {
    private static final String NOTHING = "";

    private MarkdownTable() {}

    /** A heading and a table: main figure with its extremes, medians of the others, and the ratio of the first side. */
    public static String of(Results results) {
        List<Figure> figures = results.figures();
        List<String> head = new ArrayList<>(List.of("", figures.get(0).unit(), "min - max"));
        figures.subList(1, figures.size()).forEach(figure -> head.add(figure.unit()));
        head.add(results.sides().get(0) + " / it");
        List<List<String>> rows = new ArrayList<>(List.of(head));
        results.sides().forEach(side -> rows.add(cells(results, side, figures)));
        return "#### " + results.setting().what() + "\n\n" + results.setting().pinning() + "; median of "
                + results.rounds() + "\n\n" + table(rows) + "\n";
    }

    /** Aligned, so that it can be read as it is, too: names to the left, numbers to the right. */
    private static String table(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Math.max(4, row.get(i).length()));
            }
        }
        StringBuilder text = new StringBuilder();
        row(text, rows.get(0), widths);
        for (int i = 0; i < widths.length; i++) {
            text.append("| ").append("-".repeat(widths[i] - 1)).append(i == 0 ? "- " : ": ");
        }
        text.append("|\n");
        rows.subList(1, rows.size()).forEach(row -> row(text, row, widths));
        return text.toString();
    }

    private static List<String> cells(Results results, String side, List<Figure> figures) {
        Figure main = figures.get(0);
        List<String> cells = new ArrayList<>(List.of(side));
        Optional<Spread> spread = results.spread(side, main);
        cells.add(spread.map(s -> main.text(s.median())).orElse(NOTHING));
        cells.add(
                spread.map(s -> main.text(s.min()) + " - " + main.text(s.max())).orElse(NOTHING));
        for (Figure figure : figures.subList(1, figures.size())) {
            cells.add(results.spread(side, figure)
                    .map(s -> figure.text(s.median()))
                    .orElse(NOTHING));
        }
        cells.add(results.ratio(side).map(MarkdownTable::ratio).orElse(NOTHING));
        return cells;
    }

    private static String ratio(Spread ratio) {
        return String.format(Locale.ROOT, "%.2f (%.2f - %.2f)", ratio.median(), ratio.min(), ratio.max());
    }

    private static void row(StringBuilder text, List<String> cells, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(widths[i] - cell.length());
            text.append("| ").append(i == 0 ? cell + padding : padding + cell).append(' ');
        }
        text.append("|\n");
    }
}
