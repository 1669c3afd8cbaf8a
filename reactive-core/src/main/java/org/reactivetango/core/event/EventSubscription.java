package org.reactivetango.core.event;

import java.util.List;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;

/**
 * The argument of {@code ZmqEventSubscriptionChange}, with which a client tells the admin device of a server what it is
 * going to receive; there is no call that takes it back. {@code EventSubscriptionChange} of old clients has the first four
 * strings.
 *
 * @param device {@code domain/family/member}, in any case
 * @param object the attribute or pipe, in any case; whatever stands there for {@link EventType#INTR_CHANGE}
 * @param action {@link #SUBSCRIBE}; with any other word the server answers the same and remembers nothing
 * @param event what is subscribed; a prefix counts only where the version has to be guessed
 * @param clientVersion the highest version of structures that the client knows, at least 3
 */
public record EventSubscription(String device, String object, String action, EventName event, int clientVersion) {
    public static final String SUBSCRIBE = "subscribe";

    /** The only string of an argument that asks for the {@link EventChannelInfo}. */
    private static final String INFO = "info";

    /** What clients send as the object of {@link EventType#INTR_CHANGE}. */
    private static final String NO_OBJECT = "dummy";

    private static final int WITHOUT_VERSION = 4;
    private static final int WITH_VERSION = 5;
    private static final int LEAST_VERSION = 3;

    /** Events of an attribute or pipe; for {@link EventType#INTR_CHANGE} the object does not matter. */
    public static EventSubscription to(String device, String object, EventType type, int clientVersion) {
        return new EventSubscription(
                device,
                type.hasObject() ? object : NO_OBJECT,
                SUBSCRIBE,
                new EventName(EventName.NO_PREFIX, type),
                clientVersion);
    }

    /** Whether the argument asks for the {@link EventChannelInfo} and subscribes nothing. */
    public static boolean asksForInfo(List<String> argument) {
        return argument.size() == 1 && argument.get(0).equalsIgnoreCase(INFO);
    }

    /**
     * Reads an argument.
     *
     * @throws DevFailedException with {@code API_WrongNumberOfArgs}, for an unknown event too
     */
    public static EventSubscription parse(List<String> argument) {
        if (argument.size() != WITHOUT_VERSION && argument.size() != WITH_VERSION) {
            throw wrong("needs device name, attribute or pipe name, action, event name and, optionally, a version;"
                    + " these are " + argument.size() + " strings");
        }
        EventName event = event(argument.get(3));
        // With four strings a prefix is taken off and means nothing; servers in C++ do so, too.
        int version = argument.size() == WITH_VERSION
                ? version(argument.get(4), event)
                : new EventName(EventName.NO_PREFIX, event.type()).impliedVersion();
        return new EventSubscription(argument.get(0), argument.get(1), argument.get(2), event, version);
    }

    static EventName event(String text) {
        EventName event = EventName.find(text);
        if (event == null) {
            throw wrong("The event type you sent (" + TopicSyntax.shown(text) + ") is not  valid event type");
        }
        return event;
    }

    /** Zero leaves it to the server. */
    private static int version(String text, EventName event) {
        try {
            int version = Integer.parseInt(text);
            if (version >= 0) {
                return Math.max(LEAST_VERSION, version == 0 ? event.impliedVersion() : version);
            }
        } catch (NumberFormatException noNumber) {
            // Answered below.
        }
        throw wrong("the version must be a number, not " + TopicSyntax.shown(text));
    }

    static DevFailedException wrong(String description) {
        return DevFailedException.of(Reasons.WRONG_NUMBER_OF_ARGS, description, "ZmqEventSubscriptionChange");
    }

    /** Whether the server is to remember it. */
    public boolean isSubscribe() {
        return action.equals(SUBSCRIBE);
    }

    /** The argument, in five strings. */
    public String[] argument() {
        return new String[] {device, object, action, event.toString(), Integer.toString(clientVersion)};
    }

    /**
     * The version of the structures that will be sent: as high as both sides know. Alarms are always of version 6.
     *
     * @param deviceIdl the version of IDL that the device speaks
     */
    public int version(int deviceIdl) {
        return event.type() == EventType.ALARM ? 6 : Math.min(clientVersion, deviceIdl);
    }

    /**
     * What the events will be sent under.
     *
     * @param authority host and port of the database, or of the server if there is no database
     */
    public EventTopic topic(String authority, boolean database, int deviceIdl) {
        EventName name = EventName.of(event.type(), version(deviceIdl));
        return new EventTopic(authority, device, event.type().hasObject() ? object : null, database, name);
    }
}
