package org.reactivetango.benchmarks.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Answers one client as it should, for a while, and then not. */
final class MisbehavingServer implements AutoCloseable {
    private static final int HEADER_BYTES = 12;

    private final ServerSocket socket = new ServerSocket(0);
    private final int goodReplies;
    private final Misbehaviour then;
    private final Thread thread = new Thread(this::serve, "misbehaving server");

    /** What comes out when the time has come. */
    interface Misbehaviour {
        /** Bytes to send instead of {@code reply}; none to close the connection. */
        byte[] instead(byte[] reply, int requestId);
    }

    MisbehavingServer(int goodReplies, Misbehaviour then) throws IOException {
        this.goodReplies = goodReplies;
        this.then = then;
        thread.start();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }

    static byte[] reply(int requestId) {
        byte[] reply = CannedServer.reply();
        ByteBuffer.wrap(reply).order(ByteOrder.LITTLE_ENDIAN).putInt(CannedServer.ID_INDEX, requestId);
        return reply;
    }

    private void serve() {
        try (Socket client = socket.accept()) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            for (int answered = 0; ; answered++) {
                int requestId = readRequest(in);
                byte[] answer = reply(requestId);
                if (answered >= goodReplies) {
                    answer = then.instead(answer, requestId);
                }
                if (answer.length == 0) {
                    return;
                }
                out.write(answer);
            }
        } catch (IOException clientHasGone) {
            // It has seen enough.
        }
    }

    private static int readRequest(DataInputStream in) throws IOException {
        byte[] header = new byte[HEADER_BYTES];
        in.readFully(header);
        byte[] body = new byte[littleEndian(header, 8)];
        in.readFully(body);
        return littleEndian(body, CannedServer.ID_INDEX - HEADER_BYTES);
    }

    private static int littleEndian(byte[] bytes, int index) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(index);
    }

    @Override
    public void close() {
        try {
            socket.close();
            thread.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
