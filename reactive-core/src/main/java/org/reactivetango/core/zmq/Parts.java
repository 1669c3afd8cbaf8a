package org.reactivetango.core.zmq;

import java.util.List;

/** A message whose parts are there from the beginning. */
record Parts(List<byte[]> parts) implements Outgoing {
    @Override
    public int bytes() {
        int bytes = 0;
        for (byte[] part : parts) {
            bytes += part.length;
        }
        return bytes;
    }
}
