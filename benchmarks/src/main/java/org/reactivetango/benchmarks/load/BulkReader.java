package org.reactivetango.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Asks for something large over and over on one connection and throws away what comes: how fast a server can send. The
 * first reply is decoded and verified; of those that follow, the header must be the same. One thread, the caller's.
 */
public final class BulkReader implements AutoCloseable {
    private static final int READ_BYTES = 1 << 20;
    private static final long PATIENCE_MILLIS = 10_000;

    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer request;
    private final ExpectedReply expected;
    private final ByteBuffer in;
    /** Bytes of the reply that is being read which have not come yet; 0 between replies. */
    private int awaited;

    private BulkReader(SocketChannel channel, Selector selector, LoadRequest request, ExpectedReply expected) {
        this.channel = channel;
        this.selector = selector;
        this.request = ByteBuffer.wrap(request.withId(0));
        this.expected = expected;
        this.in = ByteBuffer.allocateDirect(READ_BYTES).order(expected.order());
    }

    /** Connects and asks once. */
    public static BulkReader open(InetSocketAddress server, LoadRequest request) throws IOException {
        SocketChannel channel = SocketChannel.open();
        Selector selector = Selector.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(server, FirstReply.ANSWER_MILLIS);
            ExpectedReply expected = FirstReply.of(channel.socket(), request);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            return new BulkReader(channel, selector, request, expected);
        } catch (IOException | RuntimeException e) {
            channel.close();
            selector.close();
            throw e;
        }
    }

    /** Bytes of each reply, header included. */
    public int replyBytes() {
        return expected.size();
    }

    /** Keeps {@code outstanding} requests unanswered for {@code duration} and waits for the rest. */
    public LoadInterval run(Duration duration, int outstanding) throws IOException {
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        long replies = 0;
        int unanswered = outstanding;
        for (int i = 0; i < outstanding; i++) {
            send();
        }
        while (unanswered > 0) {
            int arrived = read();
            replies += arrived;
            unanswered -= arrived;
            boolean more = System.nanoTime() - end < 0;
            for (int i = 0; more && i < arrived; i++) {
                send();
                unanswered++;
            }
        }
        return new LoadInterval(replies, System.nanoTime() - start, 0);
    }

    private void send() throws IOException {
        request.rewind();
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    /** Reads what is there; how many replies ended with it. */
    private int read() throws IOException {
        if (selector.select(PATIENCE_MILLIS) == 0) {
            throw new LoadFailure("no bytes for " + TimeUnit.MILLISECONDS.toSeconds(PATIENCE_MILLIS) + " s");
        }
        selector.selectedKeys().clear();
        if (channel.read(in) < 0) {
            throw new LoadFailure("the server closed the connection");
        }
        in.flip();
        int ended = 0;
        while (progress()) {
            if (awaited == 0) {
                ended++;
            }
        }
        in.compact();
        return ended;
    }

    private boolean progress() {
        if (awaited > 0) {
            int here = Math.min(awaited, in.remaining());
            in.position(in.position() + here);
            awaited -= here;
            return here > 0;
        }
        if (in.remaining() < ExpectedReply.HEADER_BYTES) {
            return false;
        }
        if (!expected.begins(in, in.position())) {
            throw new LoadFailure("a reply differs from the first one: it is an error, or its size is another");
        }
        in.position(in.position() + ExpectedReply.HEADER_BYTES);
        awaited = expected.size() - ExpectedReply.HEADER_BYTES;
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }
}
