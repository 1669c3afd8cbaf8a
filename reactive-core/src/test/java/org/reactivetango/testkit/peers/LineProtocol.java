package org.reactivetango.testkit.peers;

import java.util.ArrayList;
import java.util.List;

/** The lines that a peer's client program reads and writes; {@code pytango_client.py} says what they are. */
final class LineProtocol {
    static final String READY = "@ready";
    static final String DATA = "@data";
    static final String ERROR = "@error";
    static final String NAMED = "@named";
    static final String END = "@end";

    private LineProtocol() {}

    static String line(List<String> fields) {
        return String.join("\t", fields.stream().map(LineProtocol::escape).toList());
    }

    static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        int start = 0;
        for (int tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', start)) {
            fields.add(unescape(line.substring(start, tab)));
            start = tab + 1;
        }
        fields.add(unescape(line.substring(start)));
        return fields;
    }

    private static String escape(String field) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c < ' ' || c > '~' || c == '\\') {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String unescape(String field) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\') {
                plain.append((char) Integer.parseInt(field.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
