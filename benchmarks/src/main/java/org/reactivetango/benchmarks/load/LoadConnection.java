package org.reactivetango.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the load: a number of places, each of which waits for a reply and is then used for the next request.
 * A request id is a place plus a multiple of the next power of two, so that a reply which is late, doubled or another's is
 * noticed. Confined to the thread of its generator.
 */
final class LoadConnection implements AutoCloseable {
    private static final int READ_BYTES = 64 << 10;
    /** No id: its place would be one more than there can be. */
    private static final int NOTHING = -1;

    private final SocketChannel channel;
    private final LoadRequest request;
    private final ExpectedReply expected;
    private final @Nullable Histogram latencies;
    private final ByteBuffer in;
    private final ByteBuffer out;
    private final int idStep;
    private final int[] nextIds;
    private final int[] awaited;
    private final int[] idle;
    private final long[] sentNanos;
    private final SelectionKey key;
    private boolean writeBlocked;
    private int idleCount;
    private long toSend;
    private long answered;

    private LoadConnection(
            SocketChannel channel,
            Selector selector,
            LoadRequest request,
            ExpectedReply expected,
            int outstanding,
            @Nullable Histogram latencies)
            throws IOException {
        this.channel = channel;
        this.request = request;
        this.expected = expected;
        this.latencies = latencies;
        this.in = ByteBuffer.allocateDirect(READ_BYTES).order(expected.order());
        this.out = request.sideBySide(outstanding).limit(0);
        this.idStep = Integer.highestOneBit(outstanding) * 2;
        this.nextIds = new int[outstanding];
        this.awaited = new int[outstanding];
        this.idle = new int[outstanding];
        this.sentNanos = new long[outstanding];
        Arrays.setAll(nextIds, place -> place + idStep);
        Arrays.fill(awaited, NOTHING);
        Arrays.setAll(idle, place -> place);
        this.idleCount = outstanding;
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Connects, reads once, and looks at the reply closely. */
    static LoadConnection open(
            InetSocketAddress server,
            Selector selector,
            LoadRequest request,
            int outstanding,
            @Nullable Histogram latencies)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(server, FirstReply.ANSWER_MILLIS);
            ExpectedReply expected = firstReply(channel, request);
            return new LoadConnection(channel, selector, request, expected, outstanding, latencies);
        } catch (SocketTimeoutException e) {
            channel.close();
            throw new LoadFailure("no answer from " + server + " within " + FirstReply.ANSWER_MILLIS + " ms", e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static ExpectedReply firstReply(SocketChannel channel, LoadRequest request) throws IOException {
        ExpectedReply reply = FirstReply.of(channel.socket(), request);
        if (reply.size() > READ_BYTES) {
            throw new LoadFailure("a reply of " + reply.size() + " bytes is too large for this load");
        }
        return reply;
    }

    /** Sends {@code requests} more, as many at a time as there are places. */
    void send(long requests) {
        toSend = requests;
        flush();
    }

    /** Sends nothing more but what has been begun. */
    void stop() {
        toSend = 0;
    }

    /** Replies so far, without the first, which was the check. */
    long answered() {
        return answered;
    }

    /** Requests that wait for their reply. */
    int outstanding() {
        return awaited.length - idleCount;
    }

    /** The socket can be read or written. */
    void ready() {
        try {
            if (key.isReadable()) {
                read();
            }
            flush();
        } catch (IOException e) {
            throw new LoadFailure("the connection broke with " + outstanding() + " requests outstanding", e);
        }
    }

    private void read() throws IOException {
        if (channel.read(in) < 0) {
            throw new LoadFailure("the server closed the connection with " + outstanding() + " requests outstanding");
        }
        long now = latencies == null ? 0 : System.nanoTime();
        int end = in.position();
        int index = 0;
        while (end - index >= expected.size()) {
            reply(index, now);
            index += expected.size();
        }
        if (end - index >= ExpectedReply.HEADER_BYTES && !expected.begins(in, index)) {
            throw differs();
        }
        in.flip().position(index);
        in.compact();
    }

    private void reply(int index, long now) {
        if (!expected.matches(in, index)) {
            throw differs();
        }
        int id = expected.requestId(in, index);
        int place = id & (idStep - 1);
        if (place >= awaited.length || awaited[place] != id) {
            throw new LoadFailure("a reply to request " + id + ", which was not outstanding on this connection");
        }
        awaited[place] = NOTHING;
        idle[idleCount++] = place;
        answered++;
        if (latencies != null) {
            latencies.recordValue(now - sentNanos[place]);
        }
    }

    private static LoadFailure differs() {
        return new LoadFailure("a reply differs from the first one: it is an error, or its size is another");
    }

    /** Sends as much as may be sent and the socket takes. */
    private void flush() {
        try {
            if (!out.hasRemaining()) {
                fill();
            }
            if (out.hasRemaining()) {
                channel.write(out);
                awaitWritable(out.hasRemaining());
            }
        } catch (IOException e) {
            throw new LoadFailure("the connection broke with " + outstanding() + " requests outstanding", e);
        }
    }

    private void awaitWritable(boolean blocked) {
        if (blocked != writeBlocked) {
            writeBlocked = blocked;
            key.interestOps(blocked ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    private void fill() {
        int count = (int) Math.min(idleCount, toSend);
        long now = latencies == null || count == 0 ? 0 : System.nanoTime();
        out.limit(count * request.size()).position(0);
        for (int i = 0; i < count; i++) {
            int place = idle[--idleCount];
            int id = nextIds[place];
            nextIds[place] = id + idStep;
            awaited[place] = id;
            request.setId(out, i, id);
            sentNanos[place] = now;
        }
        toSend -= count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
