package org.reactivetango.core.rpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.transport.ByteConnection;
import org.reactivetango.core.transport.ByteListener;
import org.reactivetango.core.transport.Transport;
import org.reactivetango.core.zmq.MessageSockets;
import reactor.core.publisher.Mono;

/** A transport that notes when a connection was asked for, and may fail it. */
final class WatchedTransport implements Transport {
    private final Transport transport;
    /** When each attempt was made, in milliseconds. */
    final List<Long> attempts = new ArrayList<>();

    /** What every further attempt fails with. */
    @Nullable
    Throwable failure;

    /** How many more attempts succeed before the others get no answer at all. */
    int answered = Integer.MAX_VALUE;

    WatchedTransport(Transport transport) {
        this.transport = transport;
    }

    @Override
    public LoopScheduler loop() {
        return transport.loop();
    }

    @Override
    public Mono<Listener> listen(
            String host, int port, int maxConnections, Function<ByteConnection, ByteListener> acceptor) {
        return transport.listen(host, port, maxConnections, acceptor);
    }

    @Override
    public Mono<Void> connect(String host, int port, Duration timeout, Function<ByteConnection, ByteListener> opened) {
        return Mono.defer(() -> {
            attempts.add(loop().nanoTime() / 1_000_000);
            if (failure != null) {
                return Mono.error(failure);
            }
            if (answered-- <= 0) {
                return Mono.<Void>never().timeout(timeout, loop().asScheduler());
            }
            return transport.connect(host, port, timeout, opened);
        });
    }

    @Override
    public MessageSockets messages(String name) {
        return transport.messages(name);
    }

    @Override
    public Mono<Void> closeLater() {
        return transport.closeLater();
    }
}
