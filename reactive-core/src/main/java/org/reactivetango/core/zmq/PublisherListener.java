package org.reactivetango.core.zmq;

import java.util.List;

/** What a publisher tells, on the loop of its {@link MessageSockets}, and asks. */
public interface PublisherListener {
    /**
     * Whether a topic may be subscribed; what may not is refused, and counted. Each topic that is kept costs at every end of
     * a connection, so what is never sent had better be refused. Asked on the thread of the sockets; it must not wait.
     */
    default boolean admits(String topic) {
        return true;
    }

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
