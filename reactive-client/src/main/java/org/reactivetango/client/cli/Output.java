package org.reactivetango.client.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import org.reactivetango.client.cli.value.Printable;

/** Where reports go. Used by one thread, the one that waits. */
final class Output {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 6, 9, true)
            .appendPattern(" xxx")
            .toFormatter();

    private final PrintStream out;
    private final PrintStream err;
    private final ZoneId zone;
    private final boolean terminal;
    private final boolean json;
    private final boolean verbose;

    Output(Surroundings surroundings, boolean json, boolean verbose) {
        this.out = surroundings.out();
        this.err = surroundings.err();
        this.zone = surroundings.zone();
        this.terminal = surroundings.terminal();
        this.json = json;
        this.verbose = verbose;
    }

    /** Whether programs read this, so that every result is one JSON document in one line. */
    boolean json() {
        return json;
    }

    /** Whether lines may be drawn over. */
    boolean terminal() {
        return terminal;
    }

    /** Whether the user asked for every detail. */
    boolean verbose() {
        return verbose;
    }

    /** A result. What comes from a device has to be made safe to show before. */
    void line(String text) {
        out.println(text);
    }

    /** A result. */
    void lines(List<String> lines) {
        lines.forEach(out::println);
    }

    /** Characters as they are, escape sequences included. */
    void raw(String text) {
        out.print(text);
        out.flush();
    }

    /** A result for programs. */
    void document(Json.Fields fields) {
        out.println(Json.document(fields));
    }

    /** What went wrong, or how far it is. */
    void errorLine(String text) {
        err.println(text);
    }

    /** As {@link #errorLine}, without the end of the line. */
    void errorRaw(String text) {
        err.print(text);
        err.flush();
    }

    void stackTrace(Throwable cause) {
        stackTrace(cause, err);
    }

    static void stackTrace(Throwable cause, PrintStream err) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        trace.toString().replace("\t", "    ").lines().map(Printable::line).forEach(err::println);
    }

    /** Whether nobody takes the results any more. */
    boolean closed() {
        return out.checkError();
    }

    /** A time as people read it. */
    String time(Instant instant) {
        return TIME.format(instant.atZone(zone));
    }
}
