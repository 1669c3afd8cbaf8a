package org.reactivetango.core.zmq;

import java.util.List;

/** What a publisher tells; always on the loop of its {@link MessageSockets}. */
public interface PublisherListener {
    /**
     * Somebody wants these topics, or the topics that begin so; others may want them already. A topic that was asked for
     * several times in between is there once. What is published from now on reaches them.
     */
    void subscribed(List<String> topics);

    /**
     * The socket had died and is there again, at the same endpoint. Subscribers connect again by themselves; what was
     * published meanwhile may have reached nobody.
     */
    void restarted();
}
