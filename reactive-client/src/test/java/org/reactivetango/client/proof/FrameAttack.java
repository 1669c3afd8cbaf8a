package org.reactivetango.client.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.reactivetango.testkit.hostile.Mutator;

/**
 * One attacker: it sends damaged frames, a few per connection, until it has sent its share. Behind the last one of a
 * connection it says that no more will come and listens until the server has closed, so that the server has had every
 * byte; now and then it tears the connection down instead. The same seed sends the same bytes.
 */
final class FrameAttack implements Callable<FrameAttack.Sent> {
    private static final int MOST_FRAMES_PER_CONNECTION = 3;
    private static final int TORN_DOWN_ONE_IN = 8;
    private static final int HEADER_BYTES = 12;
    private static final int FLAGS = 6;
    private static final int SIZE = 8;
    private static final int PATIENCE_MILLIS = 60_000;

    private final int port;
    private final int frames;
    private final Mutator mutator;
    private final SplittableRandom random;
    private final byte[] heard = new byte[64 << 10];

    /**
     * What was sent, and what came of it.
     *
     * @param heardBytes what the server answered
     */
    record Sent(long frames, long bytes, long connections, long heardBytes) {
        static final Sent NOTHING = new Sent(0, 0, 0, 0);

        Sent plus(Sent other) {
            return new Sent(
                    frames + other.frames,
                    bytes + other.bytes,
                    connections + other.connections,
                    heardBytes + other.heardBytes);
        }
    }

    FrameAttack(int port, List<byte[]> samples, long seed, int frames) {
        this.port = port;
        this.frames = frames;
        this.mutator = new Mutator(samples, seed);
        this.random = new SplittableRandom(seed);
    }

    @Override
    public Sent call() {
        Sent sent = Sent.NOTHING;
        while (sent.frames < frames) {
            int count = (int) Math.min(1 + random.nextInt(MOST_FRAMES_PER_CONNECTION), frames - sent.frames);
            sent = sent.plus(connection(count));
        }
        return sent;
    }

    private Sent connection(int count) {
        boolean tornDown = random.nextInt(TORN_DOWN_ONE_IN) == 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            if (tornDown) {
                socket.setSoLinger(true, 0);
            }
            long bytes = 0;
            for (int i = 0; i < count; i++) {
                // Taken from the mutator in any case: what is sent next does not depend on the server.
                byte[] frame = mutator.next();
                if (random.nextBoolean()) {
                    sizeOfHeader(frame);
                }
                bytes += frame.length;
                send(socket, frame);
            }
            long heardBytes = tornDown ? 0 : listen(socket);
            return new Sent(count, bytes, 1, heardBytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the server does not accept connections, or does not close them", e);
        }
    }

    /** Has the header say how many bytes follow: what gets past it gets to the decoders behind, and the next frame, too. */
    private static void sizeOfHeader(byte[] frame) {
        if (frame.length >= HEADER_BYTES) {
            boolean littleEndian = (frame[FLAGS] & 1) != 0;
            ByteBuffer.wrap(frame)
                    .order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                    .putInt(SIZE, frame.length - HEADER_BYTES);
        }
    }

    private static void send(Socket socket, byte[] frame) {
        try {
            socket.getOutputStream().write(frame);
        } catch (IOException hungUp) {
            // By the frame before.
        }
    }

    private long listen(Socket socket) throws IOException {
        long bytes = 0;
        try {
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            for (int read = in.read(heard); read >= 0; read = in.read(heard)) {
                bytes += read;
            }
        } catch (SocketException hungUp) {
            // A reset, because the server had closed before all had been sent. A timeout is none of these.
        }
        return bytes;
    }
}
