package org.reactivetango.benchmarks.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much is asked for at once.
 *
 * @param connections TCP connections
 * @param outstanding requests on each of them that have not been answered
 */
public record LoadShape(int connections, int outstanding) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

    public LoadShape {
        if (connections < 1 || outstanding < 1) {
            throw new IllegalArgumentException(
                    "a load of " + connections + "x" + outstanding + " is none: both must be at least 1");
        }
    }

    /** Reads {@code 8x16}: 8 connections with 16 outstanding on each. */
    public static LoadShape parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no load: write connections x outstanding, for example 8x16");
        }
        return new LoadShape(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public String toString() {
        return connections + "x" + outstanding;
    }
}
