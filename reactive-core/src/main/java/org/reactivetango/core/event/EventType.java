package org.reactivetango.core.event;

import org.jspecify.annotations.Nullable;

/** The kinds of events that a device sends. */
public enum EventType {
    CHANGE("change", true),
    PERIODIC("periodic", true),
    ARCHIVE("archive", true),
    USER("user_event", true),
    ATTR_CONF("attr_conf", true),
    /** The number in it is the device's own, not the counter of the event. */
    DATA_READY("data_ready", false),
    /** Of a device, not of one of its attributes. */
    INTR_CHANGE("intr_change", false),
    PIPE("pipe", false),
    /** Since IDL 6. */
    ALARM("alarm", false);

    private static final EventType[] ALL = values();

    private final String tangoName;
    private final boolean prefixed;

    EventType(String tangoName, boolean prefixed) {
        this.tangoName = tangoName;
        this.prefixed = prefixed;
    }

    /** The name in topics and subscription calls. */
    public String tangoName() {
        return tangoName;
    }

    /** Whether the name has an {@code idl5_} before it where the structure of IDL 5 is sent. */
    public boolean isPrefixed() {
        return prefixed;
    }

    /** Whether it is about an attribute or a pipe, and not about the device as a whole. */
    public boolean hasObject() {
        return this != INTR_CHANGE;
    }

    /** The type of that name, which must be in lower case; null if there is none. */
    static @Nullable EventType find(String tangoName) {
        for (EventType type : ALL) {
            if (type.tangoName.equals(tangoName)) {
                return type;
            }
        }
        return null;
    }
}
