package org.reactivetango.server.events;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.event.EventName;
import org.reactivetango.core.event.EventTopic;
import org.reactivetango.core.event.HeartbeatTopic;
import org.reactivetango.core.event.Topic;
import org.reactivetango.server.dispatch.Device;

/**
 * Which topics somebody may subscribe at a server: those that it could send; what all of them begin with, for who looks on;
 * and probes, which begin as its heartbeats do. The rest would only be kept, and looked through whenever a connection ends.
 */
final class AdmittedTopics implements Predicate<String> {
    /** So much a probe may have behind the topic of heartbeats. */
    private static final int PROBE_LENGTH = 64;

    private static final int NEWEST = 5;
    private static final int BARE = 4;

    private final Supplier<HeartbeatTopic> heartbeats;
    private final Function<String, Device> devices;

    /**
     * Of a server.
     *
     * @param heartbeats the topic of its heartbeats
     * @param devices finds its devices by their names, or throws
     */
    AdmittedTopics(Supplier<HeartbeatTopic> heartbeats, Function<String, Device> devices) {
        this.heartbeats = heartbeats;
        this.devices = devices;
    }

    @Override
    public boolean test(String topic) {
        HeartbeatTopic heartbeat = heartbeats.get();
        String channel = heartbeat.channel();
        String all = channel.substring(0, channel.length() - heartbeat.device().length());
        if (all.startsWith(topic)) {
            return true;
        }
        String beats = heartbeat.text();
        if (beats.startsWith(topic) || topic.startsWith(beats)) {
            return topic.length() <= beats.length() + PROBE_LENGTH;
        }
        return topic.startsWith(all) && isEvent(topic, heartbeat.database());
    }

    private boolean isEvent(String text, boolean database) {
        try {
            return Topic.parse(text) instanceof EventTopic topic && isSent(topic, database, text);
        } catch (Remote | DevFailedException unknown) {
            return false;
        }
    }

    private boolean isSent(EventTopic topic, boolean database, String text) {
        Device device = devices.apply(topic.device());
        String object = topic.object();
        return (object == null || device.attribute(object) != null)
                && (text.equals(named(topic, database, NEWEST)) || text.equals(named(topic, database, BARE)));
    }

    /** As we send it, in that version of the structures. */
    private static String named(EventTopic topic, boolean database, int version) {
        EventName name = EventName.of(topic.event().type(), version);
        return new EventTopic(topic.authority(), topic.device(), topic.object(), database, name).text();
    }
}
