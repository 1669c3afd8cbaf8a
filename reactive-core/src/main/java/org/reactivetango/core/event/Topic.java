package org.reactivetango.core.event;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.reactivetango.core.error.TangoProtocolException.Remote;

/**
 * What messages are told apart by, the first part of each. Everything in it is in lower case.
 *
 * <pre>
 * tango://host:port/domain/family/member/attribute[#dbase=no].[idl5_]event
 * tango://host:port/domain/family/member[#dbase=no].intr_change
 * tango://host:port/dserver/executable/instance[#dbase=no].heartbeat
 * </pre>
 *
 * <p>With a database, host and port are the database's; without one they are the server's own.
 */
public sealed interface Topic permits EventTopic, HeartbeatTopic {
    /** Host and port, as the server names them; some servers without a database send another word. */
    String authority();

    /** {@code domain/family/member}. */
    String device();

    /** Whether the server has a database; without one it says {@code #dbase=no}. */
    boolean database();

    /** As it is sent. */
    String text();

    /** The bytes that are sent. */
    default byte[] bytes() {
        return text().getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Takes a topic apart.
     *
     * @throws Remote if it is none
     */
    static Topic parse(String text) {
        Topic topic = TopicSyntax.find(text.toLowerCase(Locale.ROOT));
        if (topic == null) {
            throw new Remote("no topic of an event: " + TopicSyntax.shown(text));
        }
        return topic;
    }
}
