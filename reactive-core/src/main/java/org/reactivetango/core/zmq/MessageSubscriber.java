package org.reactivetango.core.zmq;

/** Receives messages of publishers by their topics. What is connected and subscribed is kept over every loss of a connection. */
public interface MessageSubscriber {
    /**
     * Connects to a publisher, and again whenever the connection is lost. The listener is told when it stands.
     *
     * @param endpoint {@code tcp://address:port}, the address in figures: a name would be looked up where nobody must wait
     * @throws IllegalArgumentException if it is of another kind, such as multicast
     */
    void connect(String endpoint);

    /** Gives a connection up. */
    void disconnect(String endpoint);

    /**
     * Wants the messages whose first part is that topic, or begins so, of those publishers too that are connected later.
     * Above the bound it is refused, and counted.
     */
    void subscribe(String topic);

    /** Wants them no more; some may still come. */
    void unsubscribe(String topic);

    /** Topics that were not subscribed because there were too many. */
    long refusedFilters();

    /** Closes it; nothing is told any more that has not been told by then, but for what waits for the loop. */
    void close();
}
