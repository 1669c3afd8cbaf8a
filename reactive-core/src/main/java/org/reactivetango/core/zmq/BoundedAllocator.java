package org.reactivetango.core.zmq;

import zmq.Msg;
import zmq.msg.MsgAllocator;

/**
 * Memory for what a peer announces. JeroMQ 0.6.0 compares lengths with its own bound but lets negative ones through, and
 * what is thrown here would leave the connection's bytes to be decoded for ever: what must not be gets no memory, and its
 * bytes are taken for whatever they look like, to the harm of the one who sent them.
 */
final class BoundedAllocator implements MsgAllocator {
    private final int maxBytes;

    BoundedAllocator(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public Msg allocate(int size) {
        return new Msg(bounded(size, maxBytes));
    }

    static int bounded(int size, int maxBytes) {
        return size < 0 || size > maxBytes ? 0 : size;
    }
}
