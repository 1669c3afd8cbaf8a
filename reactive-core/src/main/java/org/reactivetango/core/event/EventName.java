package org.reactivetango.core.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A type of event as topics and subscription calls name it: {@code change}, {@code idl5_change}.
 *
 * @param idl the digit of the prefix; {@link #NO_PREFIX} without one
 */
public record EventName(int idl, EventType type) {
    /** The name is that of the type alone. */
    public static final int NO_PREFIX = 0;

    private static final String PREFIX = "idl";
    private static final int PREFIX_LENGTH = "idl5_".length();

    /** What clients before IDL 5 speak. */
    private static final int BARE_VERSION = 4;

    public EventName {
        if (idl < NO_PREFIX || idl > 9) {
            throw new IllegalArgumentException("the prefix of an event's name is one digit, not " + idl);
        }
    }

    /** The name in the topics of events that carry the structure of that version: only ever {@code idl5_} or nothing. */
    public static EventName of(EventType type, int version) {
        return new EventName(type.isPrefixed() && version >= 5 ? 5 : NO_PREFIX, type);
    }

    /** Reads a name in any case; null if it is none. */
    public static @Nullable EventName find(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        int idl = NO_PREFIX;
        if (name.length() > PREFIX_LENGTH && name.startsWith(PREFIX) && name.charAt(PREFIX_LENGTH - 1) == '_') {
            idl = name.charAt(PREFIX.length()) - '0';
            if (idl < 1 || idl > 9) {
                return null;
            }
            name = name.substring(PREFIX_LENGTH);
        }
        EventType type = EventType.find(name);
        return type == null ? null : new EventName(idl, type);
    }

    /** The version of the structures that somebody wants who gives no more than this name. */
    public int impliedVersion() {
        if (type == EventType.ALARM) {
            return 6;
        }
        if (idl != NO_PREFIX) {
            return idl;
        }
        return type == EventType.ATTR_CONF ? 3 : BARE_VERSION;
    }

    @Override
    public String toString() {
        return idl == NO_PREFIX ? type.tangoName() : PREFIX + idl + "_" + type.tangoName();
    }
}
