package org.reactivetango.core.event;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How topics are written and taken apart. */
final class TopicSyntax {
    private static final String SCHEME = "tango://";
    static final String NO_DATABASE = "#dbase=no";
    static final String HEARTBEAT = "heartbeat";
    private static final int MOST_SHOWN = 200;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private TopicSyntax() {}

    static @Nullable Topic find(String text) {
        int dot = text.lastIndexOf('.');
        if (!text.startsWith(SCHEME) || dot < SCHEME.length()) {
            return null;
        }
        String name = text.substring(SCHEME.length(), dot);
        boolean database = !name.endsWith(NO_DATABASE);
        String path = database ? name : name.substring(0, name.length() - NO_DATABASE.length());
        String[] fields = path.split("/", -1);
        for (String field : fields) {
            if (field.isEmpty()) {
                return null;
            }
        }
        return find(fields, database, text.substring(dot + 1));
    }

    private static @Nullable Topic find(String[] fields, boolean database, String event) {
        if (fields.length < 4) {
            return null;
        }
        String device = fields[1] + "/" + fields[2] + "/" + fields[3];
        if (event.equals(HEARTBEAT)) {
            return fields.length == 4 ? new HeartbeatTopic(fields[0], device, database) : null;
        }
        EventName name = EventName.find(event);
        if (name == null || fields.length != (name.type().hasObject() ? 5 : 4)) {
            return null;
        }
        return new EventTopic(fields[0], device, fields.length == 5 ? fields[4] : null, database, name);
    }

    static String print(String authority, String path, boolean database, String event) {
        return channel(authority, path) + (database ? "" : NO_DATABASE) + "." + event;
    }

    static String channel(String authority, String path) {
        return SCHEME + authority + "/" + path;
    }

    /** Nobody's log is made longer, or of other lines, by what a stranger sends. */
    static String shown(String text) {
        String start = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
        return CONTROL.matcher(start).replaceAll("?");
    }
}
