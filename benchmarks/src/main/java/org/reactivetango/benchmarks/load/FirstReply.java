package org.reactivetango.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;

/** Asks once on a connection that blocks, and looks at the reply closely. */
final class FirstReply {
    static final int ANSWER_MILLIS = 5_000;

    private FirstReply() {}

    static ExpectedReply of(Socket socket, LoadRequest request) throws IOException {
        socket.setSoTimeout(ANSWER_MILLIS);
        send(socket, request);
        return receive(socket, request);
    }

    static void send(Socket socket, LoadRequest request) throws IOException {
        socket.getOutputStream().write(request.withId(0));
    }

    static ExpectedReply receive(Socket socket, LoadRequest request) throws IOException {
        InputStream replies = socket.getInputStream();
        byte[] header = replies.readNBytes(ExpectedReply.HEADER_BYTES);
        if (header.length < ExpectedReply.HEADER_BYTES) {
            throw new LoadFailure("the server closed the connection instead of answering");
        }
        byte[] reply = Arrays.copyOf(header, ExpectedReply.sizeClaimed(header));
        int body = replies.readNBytes(reply, header.length, reply.length - header.length);
        if (header.length + body < reply.length) {
            throw new LoadFailure("the server closed the connection in the middle of its answer");
        }
        return ExpectedReply.verified(reply, request, 0);
    }
}
