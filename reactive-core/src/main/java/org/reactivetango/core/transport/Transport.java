package org.reactivetango.core.transport;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.zmq.MessageSockets;
import reactor.core.publisher.Mono;

/** How bytes, and messages, get from process to process. Each connection lives on one of its loops, mostly there is but one. */
public interface Transport {
    /** Its loop; the first, if there are several. */
    LoopScheduler loop();

    /** All its loops. */
    default List<LoopScheduler> loops() {
        return List.of(loop());
    }

    /**
     * Accepts connections until the {@link Listener} is closed, when subscribed. {@code acceptor} is called for
     * each connection, on its loop.
     */
    Mono<Listener> listen(String host, int port, int maxConnections, Function<ByteConnection, ByteListener> acceptor);

    /**
     * Opens a connection, when subscribed. {@code opened} is called on the loop before any byte arrives.
     *
     * @return completes when it is open; fails with what the operating system says
     */
    Mono<Void> connect(String host, int port, Duration timeout, Function<ByteConnection, ByteListener> opened);

    /**
     * Opens sockets for messages that reach those of the transports whose connections reach this one's, and that tell on its
     * loop. Whoever opens them closes them.
     *
     * @param name of their threads, if they need any
     */
    MessageSockets messages(String name);

    /** Ends all connections that this transport has started. */
    Mono<Void> closeLater();

    /** An open port. */
    interface Listener {
        /** The port, also where 0 was asked for. */
        int port();

        /** Connections now open. */
        int connections();

        /** Connections closed as soon as they came, because there were too many. */
        long refused();

        /** Stops accepting; open connections stay. */
        Mono<Void> closeLater();
    }
}
