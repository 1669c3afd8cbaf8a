package org.reactivetango.client.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.model.Printable;

/** Where reports go. Used by one thread, the one that waits. */
final class Output implements AutoCloseable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS xxx", Locale.ROOT);
    private static final String TO_LINE_START = "\r";

    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;
    private final boolean terminal;
    private final boolean json;
    private final boolean verbose;
    private @Nullable Screen screen;
    private boolean inProgress;

    Output(Surroundings surroundings, boolean json, boolean verbose) {
        this.out = surroundings.out();
        this.err = surroundings.err();
        this.clock = surroundings.clock();
        this.terminal = surroundings.terminal();
        this.json = json;
        this.verbose = verbose;
    }

    /** Whether programs read this, so that every result is one JSON document in one line. */
    boolean json() {
        return json;
    }

    /** Whether somebody looks at it, so that lines may be drawn over. */
    boolean terminal() {
        return terminal;
    }

    /** Whether the user asked for every detail. */
    boolean verbose() {
        return verbose;
    }

    /** A result. What comes from a device has to be made safe to show before. */
    void line(String text) {
        endProgress();
        out.println(text);
    }

    /** A result. */
    void lines(List<String> lines) {
        lines.forEach(this::line);
    }

    /** A result for programs. */
    void document(Json.Fields fields) {
        line(Json.document(fields));
    }

    /** A result that takes the place of the one drawn before; what was drawn last is left when all is told. */
    void draw(List<Screen.Line> lines) {
        if (screen == null) {
            screen = new Screen(out);
        }
        screen.draw(lines);
    }

    /** What went wrong. */
    void error(String line) {
        endProgress();
        err.println(line);
    }

    /** How far it is: on a terminal in the place of what was said before. */
    void progress(String line) {
        if (terminal) {
            err.print(TO_LINE_START + line + Screen.CLEAR_REST_OF_LINE);
            err.flush();
            inProgress = true;
        } else {
            err.println(line);
        }
    }

    private void endProgress() {
        if (inProgress) {
            err.println();
            inProgress = false;
        }
    }

    /** Where in this program something came up. */
    void stackTrace(Throwable cause) {
        endProgress();
        stackTrace(cause, err);
    }

    static void stackTrace(Throwable cause, PrintStream err) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        trace.toString().replace("\t", "    ").lines().map(Printable::line).forEach(err::println);
    }

    /** Whether nobody takes the results any more. */
    boolean refused() {
        return out.checkError();
    }

    /** A time as people read it. */
    String time(Instant instant) {
        return TIME.format(instant.atZone(clock.getZone()));
    }

    /** The time of day. */
    Instant now() {
        return clock.instant();
    }

    /** All is told. */
    @Override
    public void close() {
        endProgress();
        if (screen != null) {
            screen.close();
        }
        out.flush();
        err.flush();
    }
}
