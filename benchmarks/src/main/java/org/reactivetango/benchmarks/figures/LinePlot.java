package org.reactivetango.benchmarks.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Lines over two logarithmic axes as an SVG image, dark on light. What is not positive has no place on it.
 *
 * @param title above the plot
 * @param xLabel what goes to the right, with unit
 * @param yLabel what goes up, with unit
 * @param lines the lines, at most {@link #MOST_LINES} in colours of their own
 * @param marks places to the right that have a name
 */
public record LinePlot(String title, String xLabel, String yLabel, List<Line> lines, List<Mark> marks) {
    /** Colours that people with any kind of colour vision tell from each other. */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8c6d1f", "#56b4e9", "#555555", "#b22222");

    /** More lines than this share colours. */
    public static final int MOST_LINES = COLOURS.size();

    private static final int WIDTH = 860;
    private static final int HEIGHT = 480;
    private static final int LEFT = 86;
    private static final int RIGHT = 200;
    private static final int TOP = 72;
    private static final int BOTTOM = 64;
    private static final double BAR_STEP = 5;
    /** Lines of text in the margin are at least this far apart. */
    private static final double LABEL_STEP = 17;

    /**
     * One line.
     *
     * @param points from left to right, or in the order in which they are to be joined
     */
    public record Line(String name, List<Point> points) {
        public Line {
            points = points.stream()
                    .filter(point -> point.x() > 0 && point.y() > 0)
                    .toList();
        }
    }

    /**
     * One point, and how far it was from steady.
     *
     * @param low the least that was measured, at most {@code y}
     * @param high the most
     */
    public record Point(double x, double y, double low, double high) {}

    /** A place to the right that has a name. */
    public record Mark(double x, String name) {}

    public LinePlot {
        marks = List.copyOf(marks);
        lines = lines.stream().filter(line -> !line.points().isEmpty()).toList();
    }

    /** Whether there is something to see. */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** The image as a file. */
    public String toSvg() {
        if (isEmpty()) {
            throw new IllegalStateException("a plot without points: " + title);
        }
        LogAxis x = LogAxis.of(points().mapToDouble(Point::x), LEFT, WIDTH - RIGHT);
        LogAxis y = LogAxis.of(
                points().flatMapToDouble(p -> DoubleStream.of(p.y(), p.low(), p.high()))
                        .filter(value -> value > 0),
                HEIGHT - BOTTOM,
                TOP);
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d'"
                        + " font-family='Helvetica, Arial, sans-serif' font-size='13' fill='#222222'>",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT);
        add(svg, "<title>%s</title>", escaped(title));
        add(svg, "<rect width='%d' height='%d' fill='#ffffff'/>", WIDTH, HEIGHT);
        add(svg, "<text x='%d' y='30' font-size='17' font-weight='bold'>%s</text>", LEFT, escaped(title));
        grid(svg, x, y);
        marks(svg, x);
        labels(svg);
        for (int i = 0; i < lines.size(); i++) {
            line(svg, i, x, y);
        }
        names(svg, y);
        return svg.append("</svg>\n").toString();
    }

    private Stream<Point> points() {
        return lines.stream().flatMap(line -> line.points().stream());
    }

    private static void grid(StringBuilder svg, LogAxis x, LogAxis y) {
        for (double tick : x.ticks()) {
            double at = x.place(tick);
            add(svg, "<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='#e3e3e3'/>", at, TOP, at, HEIGHT - BOTTOM);
            add(
                    svg,
                    "<text x='%.1f' y='%d' text-anchor='middle' fill='#555555'>%s</text>",
                    at,
                    HEIGHT - BOTTOM + 20,
                    LogAxis.text(tick));
        }
        for (double tick : y.ticks()) {
            double at = y.place(tick);
            add(svg, "<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' stroke='#e3e3e3'/>", LEFT, at, WIDTH - RIGHT, at);
            add(
                    svg,
                    "<text x='%d' y='%.1f' text-anchor='end' fill='#555555'>%s</text>",
                    LEFT - 8,
                    at + 4,
                    LogAxis.text(tick));
        }
        add(svg, "<path d='M%d %d V%d H%d' fill='none' stroke='#888888'/>", LEFT, TOP, HEIGHT - BOTTOM, WIDTH - RIGHT);
    }

    private void marks(StringBuilder svg, LogAxis x) {
        for (Mark mark : marks) {
            double at = x.place(mark.x());
            add(
                    svg,
                    "<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='#bbbbbb' stroke-dasharray='2 4'/>",
                    at,
                    TOP,
                    at,
                    HEIGHT - BOTTOM);
            add(
                    svg,
                    "<text x='%.1f' y='%d' text-anchor='middle' font-size='12' fill='#555555'>%s</text>",
                    at,
                    TOP - 6,
                    escaped(mark.name()));
        }
    }

    private void labels(StringBuilder svg) {
        add(
                svg,
                "<text x='%d' y='%d' text-anchor='middle'>%s</text>",
                (LEFT + WIDTH - RIGHT) / 2,
                HEIGHT - 18,
                escaped(xLabel));
        add(
                svg,
                "<text transform='translate(20 %d) rotate(-90)' text-anchor='middle'>%s</text>",
                (TOP + HEIGHT - BOTTOM) / 2,
                escaped(yLabel));
    }

    private void line(StringBuilder svg, int index, LogAxis x, LogAxis y) {
        Line line = lines.get(index);
        String colour = COLOURS.get(index % COLOURS.size());
        // Side by side, where several lines have a point.
        double aside = (index - (lines.size() - 1) / 2.0) * BAR_STEP;
        StringBuilder path = new StringBuilder();
        for (Point point : line.points()) {
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x.place(point.x()), y.place(point.y())));
        }
        add(
                svg,
                "<polyline points='%s' fill='none' stroke='%s' stroke-width='2.2' stroke-linejoin='round'/>",
                path.toString().trim(),
                colour);
        for (Point point : line.points()) {
            double at = x.place(point.x());
            if (point.low() > 0 && point.high() > point.low()) {
                add(
                        svg,
                        "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s' stroke-opacity='0.4'"
                                + " stroke-width='4'/>",
                        at + aside,
                        y.place(point.low()),
                        at + aside,
                        y.place(point.high()),
                        colour);
            }
            add(svg, "<circle cx='%.1f' cy='%.1f' r='3.6' fill='%s'/>", at, y.place(point.y()), colour);
        }
    }

    /** Each beside the last point of its line, as far as they leave each other room. */
    private void names(StringBuilder svg, LogAxis y) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(i -> y.place(last(lines.get(i)).y())));
        double free = TOP;
        for (int i : order) {
            Line line = lines.get(i);
            double at = Math.max(free, y.place(last(line).y()));
            free = at + LABEL_STEP;
            add(
                    svg,
                    "<text x='%d' y='%.1f' font-weight='bold' fill='%s'>%s</text>",
                    WIDTH - RIGHT + 12,
                    at + 4,
                    COLOURS.get(i % COLOURS.size()),
                    escaped(line.name()));
        }
    }

    private static Point last(Line line) {
        return line.points().get(line.points().size() - 1);
    }

    private static void add(StringBuilder svg, String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;");
    }
}
