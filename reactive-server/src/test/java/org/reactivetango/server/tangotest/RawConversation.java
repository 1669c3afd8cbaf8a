package org.reactivetango.server.tangotest;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.reactivetango.core.captures.CapturedMessage;
import org.reactivetango.core.captures.Captures.Capture;

/** Says to a server what a client was recorded to say, byte by byte. */
final class RawConversation {
    private static final int HEADER_BYTES = 12;

    private RawConversation() {}

    /** What the server at that port replies. */
    static CapturedMessage reply(int port, Capture capture) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(capture.request());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] header = in.readNBytes(HEADER_BYTES);
            boolean littleEndian = (header[6] & 1) != 0;
            int size = ByteBuffer.wrap(header)
                    .order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                    .getInt(8);
            byte[] message = Arrays.copyOf(header, HEADER_BYTES + size);
            in.readFully(message, HEADER_BYTES, size);
            return CapturedMessage.split(message).get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
