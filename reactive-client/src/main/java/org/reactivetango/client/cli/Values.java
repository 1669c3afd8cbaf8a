package org.reactivetango.client.cli;

import java.util.List;
import java.util.regex.Pattern;
import org.reactivetango.client.cli.value.NotUnderstood;
import org.reactivetango.client.cli.value.Words;
import org.reactivetango.core.model.Printable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** How values are given on a command line. Its fields are set by picocli. */
final class Values {
    private static final String SEPARATOR = "--";
    private static final Pattern NEGATIVE = Pattern.compile("-([0-9.].*|inf|infinity|nan)?", Pattern.CASE_INSENSITIVE);

    @Option(names = "--empty", description = "An array without elements is meant.")
    private boolean empty;

    @Option(
            names = "--width",
            paramLabel = "<n>",
            description = "Elements in a row of an image, if there is no ; between its rows.")
    private int width;

    /** A command that takes values: what begins with a minus and is no option is left for {@link #words} to judge. */
    static CommandLine of(DeviceTask task) {
        return new CommandLine(task).setUnmatchedOptionsArePositionalParams(true);
    }

    /**
     * The value.
     *
     * @param values its words, which are the last of the command line
     * @param parsed the whole command line
     */
    Words words(List<String> values, ParseResult parsed) {
        if (width < 0) {
            throw new NotUnderstood("a width is at least 1, not " + width);
        }
        int behind = behindSeparator(parsed.originalArgs());
        int before = values.size() - Math.max(behind, 0);
        for (String word : values.subList(0, Math.max(before, 0))) {
            if (word.startsWith("-") && !NEGATIVE.matcher(word).matches()) {
                throw new NotUnderstood("there is no option " + Printable.quoted(word)
                        + "; if it is a value, put -- in front of the values");
            }
        }
        return new Words(values, behind < 0 ? -1 : Math.max(before, 0), width, empty);
    }

    private static int behindSeparator(List<String> args) {
        int separator = args.indexOf(SEPARATOR);
        return separator < 0 ? -1 : args.size() - separator - 1;
    }
}
