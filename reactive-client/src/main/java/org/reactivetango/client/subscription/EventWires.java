package org.reactivetango.client.subscription;

import org.reactivetango.core.zmq.MessageSubscriber;
import org.reactivetango.core.zmq.SubscriberListener;
import org.reactivetango.core.zmq.SubscriberOptions;
import reactor.core.publisher.Mono;

/** Where the wires come from that bring the messages of one server each. */
public interface EventWires {
    /** A wire that is connected to nothing yet. Its listener is told on the loop. */
    MessageSubscriber open(SubscriberOptions options, SubscriberListener listener);

    /** Closes them all, when subscribed. */
    Mono<Void> close();
}
