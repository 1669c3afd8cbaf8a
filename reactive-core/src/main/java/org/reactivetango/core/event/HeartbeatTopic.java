package org.reactivetango.core.event;

import java.util.Locale;
import org.reactivetango.core.error.TangoProtocolException.Remote;

/**
 * The topic of the heartbeats of one server. Given in any case, kept in lower case.
 *
 * @param device the server's admin device, {@code dserver/executable/instance}
 */
public record HeartbeatTopic(String authority, String device, boolean database) implements Topic {
    public HeartbeatTopic {
        authority = authority.toLowerCase(Locale.ROOT);
        device = device.toLowerCase(Locale.ROOT);
    }

    /**
     * The topic that belongs to a {@link #channel}.
     *
     * @param database the channel does not tell; the name of the admin device does
     * @throws Remote if it is no channel
     */
    public static HeartbeatTopic ofChannel(String channel, boolean database) {
        String noDatabase = database ? "" : TopicSyntax.NO_DATABASE;
        return (HeartbeatTopic) Topic.parse(channel + noDatabase + "." + TopicSyntax.HEARTBEAT);
    }

    /** How subscription calls name the server: the topic without {@code #dbase=no} and without the event. */
    public String channel() {
        return TopicSyntax.channel(authority, device);
    }

    @Override
    public String text() {
        return TopicSyntax.print(authority, device, database, TopicSyntax.HEARTBEAT);
    }

    @Override
    public String toString() {
        return text();
    }
}
