package org.reactivetango.core.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.lane.LoopScheduler;

/**
 * One end of a connection in memory, confined to its loop. Batches go to the other end's loop as tasks, so that they
 * arrive in order, and the end of the connection behind them.
 */
final class InMemoryConnection implements ByteConnection {
    /** Netty's marks: above the first nothing more is taken, below the second it goes on. */
    private static final int HIGH_BYTES = 64 << 10;

    private static final int LOW_BYTES = 32 << 10;
    private static final int BATCH_BYTES = 1024;

    private final LoopScheduler loop;
    private final String remote;
    private final Set<InMemoryConnection> registered;
    private final ArrayDeque<ByteBuf> arrived = new ArrayDeque<>();
    /** Sent, and not yet taken by the other end's listener. */
    private final AtomicInteger unread = new AtomicInteger();

    private @Nullable InMemoryConnection other;
    private @Nullable ByteListener listener;
    private @Nullable ByteBuf batch;
    private int batchMessages;
    private long batchSinceNanos;
    private boolean flushScheduled;
    private boolean reading = true;
    private boolean delivering;
    private boolean writable = true;
    private long sentBytes;
    private boolean closing;
    private boolean otherClosed;
    private boolean ended;

    InMemoryConnection(LoopScheduler loop, String remote, Set<InMemoryConnection> registered) {
        this.loop = loop;
        this.remote = remote;
        this.registered = registered;
    }

    void connect(InMemoryConnection otherEnd) {
        other = otherEnd;
        registered.add(this);
    }

    private InMemoryConnection other() {
        return Objects.requireNonNull(other);
    }

    /** On the loop: the connection begins. */
    void open(Function<ByteConnection, ByteListener> opened) {
        listener = opened.apply(this);
        if (ended) {
            listener.closed(null);
        } else {
            deliver();
        }
    }

    // ---- outbound

    @Override
    public LoopScheduler loop() {
        return loop;
    }

    @Override
    public ByteBufAllocator allocator() {
        return ByteBufAllocator.DEFAULT;
    }

    @Override
    public ByteBuf outbound() {
        ByteBuf current = batch;
        if (current == null) {
            current = allocator().directBuffer(BATCH_BYTES);
            batch = current;
            batchSinceNanos = loop.nanoTime();
        }
        return current;
    }

    @Override
    public void appended() {
        batchMessages++;
        int bytes = batch == null ? 0 : batch.readableBytes();
        if (FlushPolicy.DEFAULT.due(bytes, batchMessages, loop.nanoTime() - batchSinceNanos)) {
            flush();
        } else if (!flushScheduled) {
            flushScheduled = true;
            loop.execute(this::scheduledFlush);
        }
    }

    private void scheduledFlush() {
        flushScheduled = false;
        flush();
    }

    private void flush() {
        ByteBuf current = batch;
        if (current == null) {
            return;
        }
        batch = null;
        batchMessages = 0;
        if (ended) {
            current.release();
            return;
        }
        sentBytes += current.readableBytes();
        int total = unread.addAndGet(current.readableBytes());
        InMemoryConnection to = other();
        if (!to.post(() -> to.arrive(current))) {
            current.release();
        }
        if (writable && total > HIGH_BYTES) {
            writable = false;
            if (listener != null) {
                listener.writabilityChanged(false);
            }
        }
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public long taken() {
        return sentBytes - unread.get();
    }

    @Override
    public void reading(boolean on) {
        reading = on;
        if (on && !delivering) {
            loop.execute(this::deliver);
        }
    }

    @Override
    public void close() {
        if (closing || ended) {
            return;
        }
        closing = true;
        flush();
        loop.execute(() -> end(null));
    }

    @Override
    public void abort() {
        closing = true;
        loop.execute(() -> end(null));
    }

    void closeFromAnywhere() {
        post(this::close);
    }

    void cut(IOException cause) {
        post(() -> end(cause));
        other().post(() -> other().end(cause));
    }

    @Override
    public String remote() {
        return remote;
    }

    // ---- inbound

    /** False if the loop has ended. */
    private boolean post(Runnable task) {
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException loopHasEnded) {
            return false;
        }
    }

    private void arrive(ByteBuf bytes) {
        if (ended) {
            bytes.release();
            return;
        }
        arrived.add(bytes);
        deliver();
    }

    private void deliver() {
        ByteListener target = listener;
        if (target == null || delivering) {
            return;
        }
        delivering = true;
        try {
            ByteBuf next;
            while (reading && !ended && (next = arrived.poll()) != null) {
                int bytes = next.readableBytes();
                target.received(next);
                other().taken(bytes);
            }
        } finally {
            delivering = false;
        }
        if (otherClosed && arrived.isEmpty()) {
            end(null);
        }
    }

    /** Called by the other end, on its loop. */
    private void taken(int bytes) {
        int left = unread.addAndGet(-bytes);
        if (left <= LOW_BYTES && left + bytes > LOW_BYTES) {
            post(this::drained);
        }
    }

    private void drained() {
        if (!writable && !ended && unread.get() <= LOW_BYTES) {
            writable = true;
            if (listener != null) {
                listener.writabilityChanged(true);
            }
        }
    }

    private void otherEnded() {
        otherClosed = true;
        deliver();
    }

    private void end(@Nullable Throwable cause) {
        if (ended) {
            return;
        }
        ended = true;
        registered.remove(this);
        arrived.forEach(ByteBuf::release);
        arrived.clear();
        ByteBuf unsent = batch;
        batch = null;
        if (unsent != null) {
            unsent.release();
        }
        if (listener != null) {
            listener.closed(cause);
        }
        InMemoryConnection to = other();
        to.post(to::otherEnded);
    }
}
