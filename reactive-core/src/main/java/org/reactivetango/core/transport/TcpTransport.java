package org.reactivetango.core.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.reactivetango.core.lane.LoopScheduler;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/** TCP on one event loop of its own, which serves accepting, reading, writing and timers. */
public final class TcpTransport implements Transport {
    private static final String HANDLER = "tango";

    private final LoopResources loops;
    private final NettyLoop loop;

    private TcpTransport(LoopResources loops) {
        this.loops = loops;
        EventLoopGroup group = loops.onServer(LoopResources.DEFAULT_NATIVE);
        this.loop = new NettyLoop(group.next());
    }

    /** A transport with a loop of its own; {@code name} begins the name of its thread. */
    public static TcpTransport create(String name) {
        return new TcpTransport(LoopResources.create(name, 1, true));
    }

    @Override
    public LoopScheduler loop() {
        return loop;
    }

    @Override
    public Mono<Listener> listen(
            String host, int port, int maxConnections, Function<ByteConnection, ByteListener> acceptor) {
        return Mono.defer(() -> {
            OpenConnections open = new OpenConnections(maxConnections);
            return TcpServer.create()
                    .runOn(loops, LoopResources.DEFAULT_NATIVE)
                    .host(host)
                    .port(port)
                    .option(ChannelOption.SO_BACKLOG, 1024)
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .doOnChannelInit((observer, channel, remote) -> {
                        if (open.tryAdd()) {
                            install(channel, new NettyConnection(loop, FlushPolicy.DEFAULT, acceptor, open::remove));
                        } else {
                            var unused = channel.close();
                        }
                    })
                    .bind()
                    .map(server -> new TcpListener(server, open));
        });
    }

    @Override
    public Mono<Void> connect(String host, int port, Duration timeout, Function<ByteConnection, ByteListener> opened) {
        return TcpClient.create(ConnectionProvider.newConnection())
                .runOn(loops, LoopResources.DEFAULT_NATIVE)
                .host(host)
                .port(port)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.max(1, timeout.toMillis()))
                .option(ChannelOption.TCP_NODELAY, true)
                .doOnChannelInit((observer, channel, remote) ->
                        install(channel, new NettyConnection(loop, FlushPolicy.DEFAULT, opened, () -> {})))
                .connect()
                .then();
    }

    @Override
    public Mono<Void> closeLater() {
        return loops.disposeLater(Duration.ZERO, Duration.ofSeconds(3));
    }

    private static void install(Channel channel, ChannelHandler handler) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(NettyPipeline.ReactiveBridge) == null) {
            pipeline.addLast(HANDLER, handler);
        } else {
            pipeline.addBefore(NettyPipeline.ReactiveBridge, HANDLER, handler);
        }
    }

    /** How many connections are open, counted on the loop and read from anywhere. */
    private static final class OpenConnections {
        private final int most;
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicLong refused = new AtomicLong();

        OpenConnections(int most) {
            this.most = most;
        }

        boolean tryAdd() {
            if (count.get() >= most) {
                refused.incrementAndGet();
                return false;
            }
            count.incrementAndGet();
            return true;
        }

        void remove() {
            count.decrementAndGet();
        }

        int count() {
            return count.get();
        }

        long refused() {
            return refused.get();
        }
    }

    private record TcpListener(DisposableServer server, OpenConnections open) implements Listener {
        @Override
        public int port() {
            return server.port();
        }

        @Override
        public int connections() {
            return open.count();
        }

        @Override
        public long refused() {
            return open.refused();
        }

        @Override
        public Mono<Void> closeLater() {
            return Mono.defer(() -> {
                server.dispose();
                return server.onDispose();
            });
        }
    }
}
