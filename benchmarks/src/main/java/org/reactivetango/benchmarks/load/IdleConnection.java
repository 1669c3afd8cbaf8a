package org.reactivetango.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** A connection on which something is asked now and then, one after the other. Confined to one thread at a time. */
public final class IdleConnection implements AutoCloseable {
    private final Socket socket;

    private IdleConnection(Socket socket) {
        this.socket = socket;
    }

    /** Connects. */
    public static IdleConnection open(InetSocketAddress server) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(server, FirstReply.ANSWER_MILLIS);
            return new IdleConnection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Asks, and waits for the right answer. */
    public void ask(LoadRequest request) throws IOException {
        FirstReply.of(socket, request);
    }

    /** Asks, and does not wait. */
    public void send(LoadRequest request) throws IOException {
        FirstReply.send(socket, request);
    }

    /** Waits for the right answer to what was {@linkplain #send sent}. */
    public void receive(LoadRequest request, Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
        FirstReply.receive(socket, request);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
