package org.reactivetango.testkit.hostile;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Speaks ZMTP 3.0 as far as it likes, and then whatever a test wants. */
public final class ZmtpPeer implements AutoCloseable {
    private static final int GREETING_BYTES = 64;
    private static final int COMMAND = 4;
    private static final int LONG = 2;

    private final Socket socket;
    private final OutputStream out;

    /** Connects to {@code tcp://address:port}. */
    public ZmtpPeer(String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        try {
            socket = new Socket(
                    endpoint.substring("tcp://".length(), colon), Integer.parseInt(endpoint.substring(colon + 1)));
            out = socket.getOutputStream();
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Bytes as they are. A connection that was cut off meanwhile is what an attacker has to expect. */
    public boolean send(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
            return true;
        } catch (IOException cutOff) {
            return false;
        }
    }

    /** Says who it is, and reads the same from the other side. */
    public ZmtpPeer greet() throws IOException {
        ByteBuffer greeting = ByteBuffer.allocate(GREETING_BYTES);
        greeting.put((byte) 0xff).putLong(1).put((byte) 0x7f).put((byte) 3).put((byte) 0);
        greeting.put("NULL".getBytes(StandardCharsets.ISO_8859_1));
        send(greeting.array());
        new DataInputStream(socket.getInputStream()).readFully(new byte[GREETING_BYTES]);
        return this;
    }

    /** Says that it is a subscriber. */
    public ZmtpPeer ready() {
        byte[] property = "Socket-Type".getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer ready = ByteBuffer.allocate(100);
        ready.put((byte) 5).put("READY".getBytes(StandardCharsets.ISO_8859_1));
        ready.put((byte) property.length).put(property).putInt(3).put("SUB".getBytes(StandardCharsets.ISO_8859_1));
        ready.flip();
        byte[] body = new byte[ready.remaining()];
        ready.get(body);
        send(new byte[] {COMMAND, (byte) body.length});
        send(body);
        return this;
    }

    /** The header of a message of that length, which need not follow. */
    public boolean header(long length) {
        return send(ByteBuffer.allocate(9).put((byte) LONG).putLong(length).array());
    }

    /** A message of less than 256 bytes. */
    public boolean message(byte[] body) {
        return send(ByteBuffer.allocate(2 + body.length)
                .put((byte) 0)
                .put((byte) body.length)
                .put(body)
                .array());
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
