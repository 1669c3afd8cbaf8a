package org.reactivetango.core.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.model.DevVarLongStringArray;

/**
 * The result of {@code ZmqEventSubscriptionChange}: where and under which topic the events will come. Strings of the peer
 * are kept as they are.
 *
 * @param release of the server's library: 100 times the major number, 10 times the minor and the patch
 * @param deviceIdl the version of IDL that the device speaks
 * @param highWaterMark messages that a subscriber is to queue
 * @param multicastRate of sockets of multicast, in kbit/s
 * @param multicastRecoveryMillis of the same
 * @param zmqRelease of the ZMQ library, counted as {@code release}
 * @param endpoints on each of the server's addresses, at least one
 * @param names absent from servers before 9.3, for which clients make them themselves
 */
public record EventChannel(
        int release,
        int deviceIdl,
        int highWaterMark,
        int multicastRate,
        int multicastRecoveryMillis,
        int zmqRelease,
        List<EventEndpoints> endpoints,
        Optional<Names> names) {

    /** What a server queues for a subscriber, and a subscriber for itself, unless told otherwise. */
    public static final int DEFAULT_HIGH_WATER_MARK = 1000;

    /** The first release that says under which topic it publishes. */
    private static final int RELEASE_WITH_NAMES = 930;

    /**
     * What the server calls its messages.
     *
     * @param topic of the events, exactly
     * @param channel see {@link HeartbeatTopic#ofChannel}
     */
    public record Names(String topic, String channel) {}

    public EventChannel {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty() || names.isPresent() != release >= RELEASE_WITH_NAMES) {
            throw new IllegalArgumentException("release " + release + ", " + endpoints + ", " + names);
        }
    }

    /** What a server without multicast answers. */
    public static EventChannel of(
            int release,
            int deviceIdl,
            int highWaterMark,
            int zmqRelease,
            List<EventEndpoints> endpoints,
            EventTopic topic,
            HeartbeatTopic heartbeat) {
        return new EventChannel(
                release,
                deviceIdl,
                highWaterMark,
                0,
                0,
                zmqRelease,
                endpoints,
                Optional.of(new Names(topic.text(), heartbeat.channel())));
    }

    /**
     * Reads a result; only the first two numbers and one pair of endpoints have to be there.
     *
     * @throws Remote if they are not
     */
    public static EventChannel parse(DevVarLongStringArray result) {
        int[] numbers = result.lvalue();
        String[] strings = result.svalue();
        if (numbers.length < 2) {
            throw new Remote("an event channel told by " + numbers.length + " numbers");
        }
        boolean named = numbers[0] >= RELEASE_WITH_NAMES;
        int pairs = (strings.length - (named ? 2 : 0)) / 2;
        if (pairs < 1 || strings.length % 2 != 0) {
            throw new Remote("an event channel of release " + numbers[0] + " told by " + strings.length + " strings");
        }
        List<EventEndpoints> endpoints = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            endpoints.add(new EventEndpoints(strings[2 * i], strings[2 * i + 1]));
        }
        int highWaterMark = number(numbers, 2);
        return new EventChannel(
                numbers[0],
                numbers[1],
                highWaterMark > 0 ? highWaterMark : DEFAULT_HIGH_WATER_MARK,
                number(numbers, 3),
                number(numbers, 4),
                number(numbers, 5),
                endpoints,
                named ? Optional.of(names(strings)) : Optional.empty());
    }

    private static Names names(String[] strings) {
        return new Names(strings[strings.length - 2], strings[strings.length - 1]);
    }

    private static int number(int[] numbers, int index) {
        return index < numbers.length ? numbers[index] : 0;
    }

    /** The result of the command. */
    public DevVarLongStringArray result() {
        List<String> strings = new ArrayList<>();
        for (EventEndpoints pair : endpoints) {
            strings.add(pair.heartbeat());
            strings.add(pair.event());
        }
        names.ifPresent(given -> strings.addAll(List.of(given.topic(), given.channel())));
        return new DevVarLongStringArray(
                new int[] {release, deviceIdl, highWaterMark, multicastRate, multicastRecoveryMillis, zmqRelease},
                strings.toArray(String[]::new));
    }
}
