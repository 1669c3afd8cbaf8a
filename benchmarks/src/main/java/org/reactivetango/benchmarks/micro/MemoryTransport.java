package org.reactivetango.benchmarks.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.transport.ByteConnection;
import org.reactivetango.core.transport.ByteListener;
import org.reactivetango.core.transport.Transport;
import org.reactivetango.core.zmq.InMemoryMessages;
import org.reactivetango.core.zmq.MessageSockets;
import reactor.core.publisher.Mono;

/** A transport without sockets: one connection, whose outbound bytes are kept until they are looked at. */
final class MemoryTransport implements Transport, ByteConnection {
    private final StillLoop loop;
    private final ByteBuf outbound = PooledByteBufAllocator.DEFAULT.directBuffer(64 << 10);
    private @Nullable ByteListener listener;
    private int messages;

    MemoryTransport(StillLoop loop) {
        this.loop = loop;
    }

    /** Brings bytes in; the listener takes over one reference. */
    void receive(ByteBuf bytes) {
        Objects.requireNonNull(listener).received(bytes);
    }

    /** Brings in what the other has sent; it must be something. */
    void receiveFrom(MemoryTransport other) {
        ByteBuf bytes = other.outbound.copy();
        other.sent();
        receive(bytes);
    }

    /** Messages sent since the last call. */
    int sent() {
        int sent = messages;
        messages = 0;
        outbound.clear();
        return sent;
    }

    /** Ends the connection and frees its buffer. */
    void end() {
        Objects.requireNonNull(listener).closed(null);
        outbound.release();
    }

    @Override
    public Mono<Listener> listen(
            String host, int port, int maxConnections, Function<ByteConnection, ByteListener> acceptor) {
        listener = acceptor.apply(this);
        return Mono.empty();
    }

    @Override
    public Mono<Void> connect(String host, int port, Duration timeout, Function<ByteConnection, ByteListener> opened) {
        return Mono.fromRunnable(() -> listener = opened.apply(this));
    }

    @Override
    public MessageSockets messages(String name) {
        return new InMemoryMessages().open(loop);
    }

    @Override
    public Mono<Void> closeLater() {
        return Mono.empty();
    }

    @Override
    public LoopScheduler loop() {
        return loop;
    }

    @Override
    public ByteBufAllocator allocator() {
        return PooledByteBufAllocator.DEFAULT;
    }

    @Override
    public ByteBuf outbound() {
        return outbound;
    }

    @Override
    public void appended() {
        messages++;
    }

    @Override
    public boolean writable() {
        return true;
    }

    @Override
    public long taken() {
        return 0;
    }

    @Override
    public void reading(boolean on) {
        // There is nobody to be held back.
    }

    @Override
    public void close() {
        throw new IllegalStateException("the server closed the connection");
    }

    @Override
    public void abort() {
        close();
    }

    @Override
    public String remote() {
        return "memory";
    }
}
