package org.reactivetango.core.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.lane.LoopScheduler;

/**
 * One TCP connection: a plain Netty handler between the socket and a {@link ByteListener}. Confined to the event loop of
 * its channel.
 */
final class NettyConnection extends ChannelInboundHandlerAdapter implements ByteConnection {
    /** A first batch buffer; later ones start at the size of the batch before. */
    private static final int FIRST_BATCH_BYTES = 1024;

    private final LoopScheduler loop;
    private final FlushPolicy flushPolicy;
    private final Function<ByteConnection, ByteListener> opened;
    private final Runnable onClosed;

    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteListener listener;
    private @Nullable Throwable failure;
    private @Nullable ByteBuf batch;
    private int batchMessages;
    private int lastBatchBytes = FIRST_BATCH_BYTES;
    private long flushedBytes;
    private long batchSinceNanos;
    private boolean reading;
    private boolean flushScheduled;
    private String remote = "?";

    NettyConnection(
            LoopScheduler loop,
            FlushPolicy flushPolicy,
            Function<ByteConnection, ByteListener> opened,
            Runnable onClosed) {
        this.loop = loop;
        this.flushPolicy = flushPolicy;
        this.opened = opened;
        this.onClosed = onClosed;
    }

    // ---- inbound

    @Override
    public void channelActive(ChannelHandlerContext context) {
        this.context = context;
        this.remote = text(context.channel().remoteAddress());
        listener = opened.apply(this);
        context.fireChannelActive();
        // Reactor Netty turns reading off for its own inbound Flux, which this handler replaces.
        context.channel().config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteListener target = listener;
        if (target == null) {
            ((ByteBuf) message).release();
            return;
        }
        reading = true;
        target.received((ByteBuf) message);
    }

    /** Where the listener wants what is read next; null if any buffer will do. */
    @Nullable
    ByteBuf room() {
        ByteListener target = listener;
        return target == null ? null : target.room();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        reading = false;
        flush();
        context.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        ByteListener target = listener;
        if (target != null) {
            target.writabilityChanged(context.channel().isWritable());
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failure = cause;
        var unused = context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ByteListener target = listener;
        listener = null;
        if (target != null) {
            target.closed(failure);
        }
        ByteBuf unsent = batch;
        batch = null;
        if (unsent != null) {
            unsent.release();
        }
        onClosed.run();
        context.fireChannelInactive();
    }

    // ---- outbound

    @Override
    public LoopScheduler loop() {
        return loop;
    }

    @Override
    public ByteBufAllocator allocator() {
        return open().alloc();
    }

    @Override
    public ByteBuf outbound() {
        ByteBuf current = batch;
        if (current == null) {
            current = open().alloc().directBuffer(Math.min(lastBatchBytes, flushPolicy.maxBytes()));
            batch = current;
            batchSinceNanos = loop.nanoTime();
        }
        return current;
    }

    @Override
    public void appended() {
        batchMessages++;
        ByteBuf current = batch;
        int bytes = current == null ? 0 : current.readableBytes();
        if (flushPolicy.due(bytes, batchMessages, loop.nanoTime() - batchSinceNanos)) {
            flush();
        } else if (!reading && !flushScheduled) {
            flushScheduled = true;
            loop.execute(this::scheduledFlush);
        }
    }

    /** A large one is a batch by itself: it is not copied again. */
    @Override
    public void append(ByteBuf message) {
        if (message.readableBytes() < flushPolicy.maxBytes()) {
            ByteConnection.super.append(message);
            return;
        }
        flush();
        batch = message;
        batchSinceNanos = loop.nanoTime();
        appended();
    }

    private void scheduledFlush() {
        flushScheduled = false;
        flush();
    }

    private void flush() {
        ByteBuf current = batch;
        ChannelHandlerContext to = context;
        if (current == null || to == null) {
            return;
        }
        batch = null;
        batchMessages = 0;
        lastBatchBytes = Math.max(FIRST_BATCH_BYTES, current.readableBytes());
        flushedBytes += current.readableBytes();
        var unused = to.writeAndFlush(current, to.voidPromise());
    }

    @Override
    public boolean writable() {
        return open().channel().isWritable();
    }

    /** Netty adds its own overhead to what is pending: the number is off by it, but stands still when nothing leaves. */
    @Override
    public long taken() {
        ChannelOutboundBuffer pending = open().channel().unsafe().outboundBuffer();
        return pending == null
                ? flushedBytes
                : flushedBytes - pending.totalPendingWriteBytes() + pending.currentProgress();
    }

    @Override
    public void reading(boolean on) {
        open().channel().config().setAutoRead(on);
    }

    @Override
    public void close() {
        flush();
        open().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void abort() {
        var unused = open().close();
    }

    @Override
    public String remote() {
        return remote;
    }

    private ChannelHandlerContext open() {
        ChannelHandlerContext current = context;
        if (current == null) {
            throw new IllegalStateException("the connection is not open yet");
        }
        return current;
    }

    private static String text(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? inet.getHostString() + ":" + inet.getPort()
                : String.valueOf(address);
    }
}
