package org.reactivetango.core.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The topic of one event of one attribute, pipe or device. Given in any case, kept in lower case.
 *
 * @param object the attribute or pipe; null exactly for {@link EventType#INTR_CHANGE}
 */
public record EventTopic(
        String authority, String device, @Nullable String object, boolean database, EventName event) implements Topic {

    public EventTopic {
        authority = authority.toLowerCase(Locale.ROOT);
        device = device.toLowerCase(Locale.ROOT);
        object = object == null ? null : object.toLowerCase(Locale.ROOT);
        if (event.type().hasObject() == (object == null)) {
            throw new IllegalArgumentException(event + " of " + object + " of " + device);
        }
    }

    @Override
    public String text() {
        String path = object == null ? device : device + "/" + object;
        return TopicSyntax.print(authority, path, database, event.toString());
    }

    @Override
    public String toString() {
        return text();
    }
}
