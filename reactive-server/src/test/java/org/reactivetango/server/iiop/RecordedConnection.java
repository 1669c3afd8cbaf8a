package org.reactivetango.server.iiop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.transport.ByteConnection;

/** The server's end of a connection without a network: what is sent is kept, and whether it is taken is up to the test. */
final class RecordedConnection implements ByteConnection {
    private final LoopScheduler loop;
    private final ByteBuf sent = Unpooled.buffer();
    private boolean writable = true;
    private boolean reading = true;
    private boolean closed;
    private boolean aborted;
    private long taken;

    RecordedConnection(LoopScheduler loop) {
        this.loop = loop;
    }

    /** All that was sent so far. */
    byte[] sent() {
        return ByteBufUtil.getBytes(sent);
    }

    void writable(boolean taken) {
        writable = taken;
    }

    boolean reading() {
        return reading;
    }

    boolean closed() {
        return closed;
    }

    boolean aborted() {
        return aborted;
    }

    /** The client reads so many bytes. */
    void take(long bytes) {
        taken += bytes;
    }

    @Override
    public LoopScheduler loop() {
        return loop;
    }

    @Override
    public ByteBufAllocator allocator() {
        return UnpooledByteBufAllocator.DEFAULT;
    }

    @Override
    public ByteBuf outbound() {
        return sent;
    }

    @Override
    public void appended() {}

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public void reading(boolean on) {
        reading = on;
    }

    @Override
    public long taken() {
        return taken;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void abort() {
        aborted = true;
    }

    @Override
    public String remote() {
        return "127.0.0.1:5";
    }
}
