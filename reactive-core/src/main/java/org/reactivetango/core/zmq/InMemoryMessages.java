package org.reactivetango.core.zmq;

import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.lane.LoopScheduler;

/** What a network is to {@link InMemorySockets}: who is bound where. Any thread may use it. */
public final class InMemoryMessages {
    private static final int FIRST_FREE_PORT = 50_000;
    private static final String EVERY_ADDRESS = "tcp://0.0.0.0";

    private final Map<String, InMemoryPublisher> bound = new ConcurrentHashMap<>();
    private final AtomicInteger nextPort = new AtomicInteger(FIRST_FREE_PORT);

    /** Sockets in this network, which tell what happens on {@code loop}. */
    public InMemorySockets open(LoopScheduler loop) {
        return new InMemorySockets(this, loop);
    }

    /** Gives a publisher its endpoint. */
    String bind(InMemoryPublisher publisher, String wanted) {
        int colon = wanted.lastIndexOf(':');
        String address = wanted.substring(0, colon);
        String port = wanted.substring(colon + 1);
        String endpoint = (address.equals("tcp://*") ? EVERY_ADDRESS : address)
                + ":"
                + (port.equals("*") ? String.valueOf(nextPort.getAndIncrement()) : port);
        if (bound.putIfAbsent(endpoint, publisher) != null) {
            throw new UncheckedIOException(
                    new BindException("cannot publish at " + endpoint + ": Address already in use"));
        }
        return endpoint;
    }

    void unbind(InMemoryPublisher publisher) {
        bound.values().remove(publisher);
    }

    @Nullable
    InMemoryPublisher find(String endpoint) {
        InMemoryPublisher found = bound.get(endpoint);
        return found == null ? bound.get(EVERY_ADDRESS + endpoint.substring(endpoint.lastIndexOf(':'))) : found;
    }
}
