package org.reactivetango.core.event;

import java.util.ArrayList;
import java.util.List;
import org.reactivetango.core.error.DevFailedException;

/**
 * One of the subscriptions that a client renews with {@code EventConfirmSubscription}, before the server forgets them.
 *
 * @param device {@code domain/family/member}, in any case
 * @param object the attribute or pipe, in any case
 * @param event with the prefix that its topic has
 */
public record EventConfirmation(String device, String object, EventName event) {
    private static final int STRINGS_EACH = 3;

    /**
     * Reads the argument of the command.
     *
     * @throws DevFailedException with {@code API_WrongNumberOfArgs}, for an unknown event too
     */
    public static List<EventConfirmation> parse(List<String> argument) {
        if (argument.isEmpty() || argument.size() % STRINGS_EACH != 0) {
            throw EventSubscription.wrong("Wrong number of input arguments: 3 needed per event: device name,"
                    + " attribute/pipe name and event name");
        }
        List<EventConfirmation> confirmations = new ArrayList<>();
        for (int i = 0; i < argument.size(); i += STRINGS_EACH) {
            EventName event = EventSubscription.event(argument.get(i + 2));
            confirmations.add(new EventConfirmation(argument.get(i), argument.get(i + 1), event));
        }
        return confirmations;
    }

    /** The argument that renews them all. */
    public static String[] argument(List<EventConfirmation> confirmations) {
        List<String> argument = new ArrayList<>();
        for (EventConfirmation one : confirmations) {
            argument.addAll(List.of(one.device, one.object, one.event.toString()));
        }
        return argument.toArray(String[]::new);
    }

    /** The subscription that is renewed. */
    public EventSubscription subscription() {
        return new EventSubscription(device, object, EventSubscription.SUBSCRIBE, event, event.impliedVersion());
    }
}
