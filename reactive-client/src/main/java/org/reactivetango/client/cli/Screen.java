package org.reactivetango.client.cli;

import java.io.PrintStream;
import java.util.List;

/**
 * A terminal that is drawn over. Uses the alternate screen, so that what stood there before comes back, and cuts long
 * lines off at the right, so that a line is a row.
 */
final class Screen implements AutoCloseable {
    static final String CLEAR_REST_OF_LINE = "\033[K";
    private static final String ENTER = "\033[?1049h\033[?25l\033[?7l";
    private static final String LEAVE = "\033[?7h\033[?25h\033[?1049l";
    private static final String HOME = "\033[H";
    private static final String CLEAR_REST = "\033[J";
    private static final String NORMAL = "\033[0m";

    private final PrintStream out;
    private List<Line> last = List.of();

    /** How a line stands out. */
    enum Style {
        PLAIN(""),
        HEADING("\033[4m"),
        CHANGED("\033[1m"),
        FAILED("\033[31m");

        private final String sequence;

        Style(String sequence) {
            this.sequence = sequence;
        }
    }

    /**
     * A row.
     *
     * @param text safe to show
     */
    record Line(String text, Style style) {
        private String styled() {
            return style.sequence + text + (style == Style.PLAIN ? "" : NORMAL);
        }
    }

    Screen(PrintStream out) {
        this.out = out;
        out.print(ENTER);
    }

    void draw(List<Line> lines) {
        last = List.copyOf(lines);
        StringBuilder frame = new StringBuilder(HOME);
        for (int i = 0; i < lines.size(); i++) {
            frame.append(i == 0 ? "" : "\r\n").append(lines.get(i).styled()).append(CLEAR_REST_OF_LINE);
        }
        out.print(frame.append(CLEAR_REST));
        out.flush();
    }

    /** Gives the terminal back, with what was drawn last. */
    @Override
    public void close() {
        out.print(LEAVE);
        last.forEach(line -> out.println(line.text));
        out.flush();
    }
}
