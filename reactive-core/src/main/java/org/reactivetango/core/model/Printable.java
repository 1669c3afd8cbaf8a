package org.reactivetango.core.model;

import java.util.List;

/**
 * Text from elsewhere, safe to show: whatever could move a cursor, change a colour, forge a line or reverse the order of
 * characters is shown as an escape.
 */
public final class Printable {
    private Printable() {}

    /** The text in one line: a line end is shown as {@code \n}. */
    public static String line(String text) {
        if (text.codePoints().noneMatch(Printable::isUnsafe)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(c, safe));
        return safe.toString();
    }

    /** The text line by line, as it was broken into lines; at least one. */
    public static List<String> lines(String text) {
        return text.strip().lines().map(Printable::line).toList();
    }

    /** The text in quotes, for where the end of one must be told from the beginning of the next. */
    public static String quoted(String text) {
        return '"' + line(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    private static void append(int c, StringBuilder safe) {
        switch (c) {
            case '\n' -> safe.append("\\n");
            case '\r' -> safe.append("\\r");
            case '\t' -> safe.append("\\t");
            default -> {
                if (isUnsafe(c)) {
                    safe.append(c > 0xffff ? String.format("\\U%08x", c) : String.format("\\u%04x", c));
                } else {
                    safe.appendCodePoint(c);
                }
            }
        }
    }

    private static boolean isUnsafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
