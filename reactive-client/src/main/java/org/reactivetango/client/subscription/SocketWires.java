package org.reactivetango.client.subscription;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.zmq.MessageSockets;
import org.reactivetango.core.zmq.MessageSubscriber;
import org.reactivetango.core.zmq.SubscriberListener;
import org.reactivetango.core.zmq.SubscriberOptions;
import reactor.core.publisher.Mono;

/** Sockets for events; what they need, such as threads, begins with the first of them. Confined to the loop. */
public final class SocketWires implements EventWires {
    private final Supplier<MessageSockets> opener;
    private @Nullable MessageSockets sockets;

    /** Nothing is opened yet. */
    public SocketWires(Supplier<MessageSockets> opener) {
        this.opener = opener;
    }

    @Override
    public MessageSubscriber open(SubscriberOptions options, SubscriberListener listener) {
        MessageSockets opened = sockets;
        if (opened == null) {
            opened = opener.get();
            sockets = opened;
        }
        return opened.subscriber(options, listener);
    }

    @Override
    public Mono<Void> close() {
        return Mono.defer(() -> sockets == null ? Mono.empty() : Mono.fromFuture(sockets.close()));
    }
}
