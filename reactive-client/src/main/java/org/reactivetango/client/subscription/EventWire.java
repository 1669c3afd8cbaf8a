package org.reactivetango.client.subscription;

import org.reactivetango.core.zmq.SubscriberListener;
import org.reactivetango.core.zmq.SubscriberOptions;
import reactor.core.publisher.Mono;

/** What brings the messages of one server: a ZMQ socket, or what a test has in its place. Any thread may use it. */
public interface EventWire {
    /** Connects to a publisher; the listener is told when that stands, and when it is lost. */
    void connect(String endpoint);

    void disconnect(String endpoint);

    /** Wants the messages of a topic, of those publishers too that are connected later. */
    void subscribe(String topic);

    void unsubscribe(String topic);

    /** Closes it; nothing is told any more that has not been told by then, but for what waits for the loop. */
    void close();

    /** Where wires come from. */
    interface Source {
        /** A wire that is connected to nothing yet. Its listener is told on the loop. */
        EventWire open(SubscriberOptions options, SubscriberListener listener);

        /** Closes them all. */
        Mono<Void> close();
    }
}
