package org.reactivetango.client.cli;

import java.util.ArrayList;
import java.util.List;
import org.reactivetango.client.cli.Screen.Line;
import org.reactivetango.client.cli.Screen.Style;
import org.reactivetango.core.model.Printable;

/**
 * What several attributes said at one time, beside what they said before.
 *
 * @param title what stands above the table
 * @param rows one for each attribute
 */
record Frame(String title, List<Row> rows) implements Report {
    private static final String CHANGED = "*";
    private static final String UNCHANGED = " ";

    Frame {
        rows = List.copyOf(rows);
    }

    /**
     * One attribute.
     *
     * @param said a {@link ReadingReport} or a {@link Failure}
     * @param changed whether that is something else than before
     */
    record Row(String attribute, Report said, boolean changed) {
        /** What it says next. */
        Row then(Report next) {
            return new Row(attribute, next, !same(said, next));
        }

        private static boolean same(Report one, Report other) {
            if (one instanceof ReadingReport before && other instanceof ReadingReport now) {
                return before.sameValue(now);
            }
            return one instanceof Failure before
                    && other instanceof Failure now
                    && before.brief().equals(now.brief());
        }

        private Style style() {
            return said.good() ? (changed ? Style.CHANGED : Style.PLAIN) : Style.FAILED;
        }

        private String mark() {
            return changed ? CHANGED : UNCHANGED;
        }
    }

    /** What comes after this. */
    Frame then(List<Report> next) {
        List<Row> now = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            now.add(rows.get(i).then(next.get(i)));
        }
        return new Frame(title, now);
    }

    @Override
    public boolean good() {
        return rows.stream().allMatch(row -> row.said.good());
    }

    /** A document for each attribute, a table in the place of the last one, or a line for each attribute. */
    @Override
    public void tell(Output output) {
        if (output.json()) {
            rows.forEach(row -> output.document(json -> {
                if (row.said instanceof ReadingReport read) {
                    read.fields(json);
                } else if (row.said instanceof Failure failure) {
                    failure.fields(json);
                }
                json.writeBooleanField("changed", row.changed);
            }));
        } else if (output.terminal()) {
            output.draw(drawn(table(output)));
        } else {
            List<String> lines = table(output).lines();
            lines.stream().skip(1).forEach(output::line);
        }
    }

    private Table table(Output output) {
        Table table = new Table("TIME", UNCHANGED, "ATTRIBUTE", "QUALITY", "VALUE");
        for (Row row : rows) {
            if (row.said instanceof ReadingReport read) {
                table.row(
                        output.time(read.reading().time()),
                        row.mark(),
                        read.attribute(),
                        read.reading().quality().name(),
                        read.brief());
            } else if (row.said instanceof Failure failure) {
                table.row(output.time(output.now()), row.mark(), row.attribute, "ERROR", failure.brief());
            }
        }
        return table;
    }

    private List<Line> drawn(Table table) {
        List<String> lines = table.lines();
        List<Line> drawn = new ArrayList<>();
        drawn.add(new Line(Printable.line(title), Style.PLAIN));
        drawn.add(new Line(lines.get(0), Style.HEADING));
        for (int i = 0; i < rows.size(); i++) {
            drawn.add(new Line(lines.get(i + 1), rows.get(i).style()));
        }
        return drawn;
    }
}
