package org.reactivetango.server;

import java.util.Map;
import java.util.function.IntFunction;

/**
 * How a server sends events. Immutable: every method returns a changed copy.
 *
 * @param bufferHwm events that wait for one subscriber; what comes on top is not sent to it, and it sees a gap
 * @param heartbeatPort where heartbeats are sent; 0 for any free port
 * @param eventPort where events are sent; 0 for any free port
 */
public record EventOptions(int bufferHwm, int heartbeatPort, int eventPort) {
    /** 1,000 events for each subscriber, as in every Tango server, and free ports. */
    public static final EventOptions DEFAULT = new EventOptions(1000, 0, 0);

    private static final int LAST_PORT = 65535;
    private static final String BUFFER_HWM = "TANGO_DS_EVENT_BUFFER_HWM";
    private static final String HEARTBEAT_PORT = "TANGO_ZMQ_HEARTBEAT_PORT";
    private static final String EVENT_PORT = "TANGO_ZMQ_EVENT_PORT";

    public EventOptions {
        if (bufferHwm < 1) {
            throw new IllegalArgumentException("at least one event must be able to wait, not " + bufferHwm);
        }
        checkPort(heartbeatPort);
        checkPort(eventPort);
        if (heartbeatPort != 0 && heartbeatPort == eventPort) {
            throw new IllegalArgumentException(
                    "heartbeats and events need a port each, not both " + heartbeatPort + "; 0 takes a free one");
        }
    }

    private static void checkPort(int number) {
        if (number < 0 || number > LAST_PORT) {
            throw new IllegalArgumentException("there is no port " + number + "; use 1 to 65535, or 0 for any");
        }
    }

    /** How many events may wait for one subscriber. */
    public EventOptions bufferHwm(int messages) {
        return new EventOptions(messages, heartbeatPort, eventPort);
    }

    /** A fixed port for heartbeats, for firewalls and containers; the server does not start if it is taken. */
    public EventOptions heartbeatPort(int number) {
        return new EventOptions(bufferHwm, number, eventPort);
    }

    /** A fixed port for events, likewise. */
    public EventOptions eventPort(int number) {
        return new EventOptions(bufferHwm, heartbeatPort, number);
    }

    /**
     * What Tango's environment variables say, {@code System.getenv()} as a rule: {@code TANGO_DS_EVENT_BUFFER_HWM},
     * {@code TANGO_ZMQ_HEARTBEAT_PORT} and {@code TANGO_ZMQ_EVENT_PORT}. {@link TangoServer#run} does so.
     *
     * @throws IllegalArgumentException if one of them says what cannot be
     */
    public EventOptions environment(Map<String, String> variables) {
        EventOptions all = this;
        all = all.with(variables, BUFFER_HWM, all::bufferHwm);
        all = all.with(variables, HEARTBEAT_PORT, all::heartbeatPort);
        return all.with(variables, EVENT_PORT, all::eventPort);
    }

    private EventOptions with(Map<String, String> variables, String name, IntFunction<EventOptions> change) {
        String value = variables.get(name);
        if (value == null || value.isBlank()) {
            return this;
        }
        int number;
        try {
            number = Integer.parseInt(value.strip());
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(name + " must be a number, not \"" + value + "\"", none);
        }
        try {
            return change.apply(number);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(name + "=" + value + ": " + wrong.getMessage(), wrong);
        }
    }
}
