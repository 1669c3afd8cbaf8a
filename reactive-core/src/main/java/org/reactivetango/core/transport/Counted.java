package org.reactivetango.core.transport;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A listener whose connection is one of a number of open ones. */
record Counted(ByteListener listener, AtomicInteger open) implements ByteListener {
    @Override
    public void received(ByteBuf bytes) {
        listener.received(bytes);
    }

    @Override
    public @Nullable ByteBuf room() {
        return listener.room();
    }

    @Override
    public void writabilityChanged(boolean writable) {
        listener.writabilityChanged(writable);
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        open.decrementAndGet();
        listener.closed(cause);
    }
}
