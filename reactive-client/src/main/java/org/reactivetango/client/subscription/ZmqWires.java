package org.reactivetango.client.subscription;

import org.jspecify.annotations.Nullable;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.zmq.SubscriberListener;
import org.reactivetango.core.zmq.SubscriberOptions;
import org.reactivetango.core.zmq.ZmqSockets;
import org.reactivetango.core.zmq.ZmqSubscriber;
import reactor.core.publisher.Mono;

/** Sockets for events, on threads that begin with the first of them. Confined to the loop. */
public final class ZmqWires implements EventWire.Source {
    private final LoopScheduler loop;
    private @Nullable ZmqSockets sockets;

    public ZmqWires(LoopScheduler loop) {
        this.loop = loop;
    }

    @Override
    public EventWire open(SubscriberOptions options, SubscriberListener listener) {
        ZmqSockets opened = sockets;
        if (opened == null) {
            opened = ZmqSockets.open("tango-client-events", loop);
            sockets = opened;
        }
        return new Wire(opened.subscriber(options, listener));
    }

    @Override
    public Mono<Void> close() {
        return Mono.defer(() -> sockets == null ? Mono.empty() : Mono.fromFuture(sockets.close()));
    }

    private record Wire(ZmqSubscriber subscriber) implements EventWire {
        @Override
        public void connect(String endpoint) {
            subscriber.connect(endpoint);
        }

        @Override
        public void disconnect(String endpoint) {
            subscriber.disconnect(endpoint);
        }

        @Override
        public void subscribe(String topic) {
            subscriber.subscribe(topic);
        }

        @Override
        public void unsubscribe(String topic) {
            subscriber.unsubscribe(topic);
        }

        @Override
        public void close() {
            subscriber.close();
        }
    }
}
