package org.reactivetango.core.zmq;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Keeps what a subscriber is told, in order. */
final class Received implements SubscriberListener {
    final BlockingQueue<List<byte[]>> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<String> connections = new LinkedBlockingQueue<>();

    @Override
    public void message(List<byte[]> parts) {
        messages.add(parts);
    }

    @Override
    public void connected(String endpoint) {
        connections.add("connected " + endpoint);
    }

    @Override
    public void disconnected(String endpoint) {
        connections.add("disconnected " + endpoint);
    }
}
