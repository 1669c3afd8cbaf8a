package org.reactivetango.core.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.zmq.ZmqSockets;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/** TCP on event loops of its own, mostly one, which serve accepting, reading, writing and timers. */
public final class TcpTransport implements Transport {
    private static final String HANDLER = "tango";

    private final LoopResources resources;
    private final List<NettyLoop> loops = new ArrayList<>();

    private TcpTransport(LoopResources resources) {
        this.resources = resources;
        for (EventExecutor each : resources.onServer(LoopResources.DEFAULT_NATIVE)) {
            loops.add(new NettyLoop((EventLoop) each));
        }
    }

    /** A transport with a loop of its own; {@code name} begins the name of its thread. */
    public static TcpTransport create(String name) {
        return create(name, 1);
    }

    /** A transport with {@code eventLoops} of its own, among which connections are spread. */
    public static TcpTransport create(String name, int eventLoops) {
        return new TcpTransport(LoopResources.create(name, eventLoops, true));
    }

    @Override
    public LoopScheduler loop() {
        return loops.get(0);
    }

    @Override
    public List<LoopScheduler> loops() {
        return List.copyOf(loops);
    }

    private NettyLoop loopOf(Channel channel) {
        for (NettyLoop each : loops) {
            if (each.runs(channel)) {
                return each;
            }
        }
        throw new IllegalStateException("channel " + channel + " runs on no loop of this transport");
    }

    @Override
    public Mono<Listener> listen(
            String host, int port, int maxConnections, Function<ByteConnection, ByteListener> acceptor) {
        return Mono.defer(() -> {
            OpenConnections open = new OpenConnections(maxConnections);
            return TcpServer.create()
                    .runOn(resources, LoopResources.DEFAULT_NATIVE)
                    .host(host)
                    .port(port)
                    .option(ChannelOption.SO_BACKLOG, 1024)
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .doOnChannelInit((observer, channel, remote) -> {
                        if (open.tryAdd()) {
                            install(
                                    channel,
                                    new NettyConnection(loopOf(channel), FlushPolicy.DEFAULT, acceptor, open::remove));
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
                .runOn(resources, LoopResources.DEFAULT_NATIVE)
                .host(host)
                .port(port)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.max(1, timeout.toMillis()))
                .option(ChannelOption.TCP_NODELAY, true)
                .doOnChannelInit((observer, channel, remote) ->
                        install(channel, new NettyConnection(loopOf(channel), FlushPolicy.REQUESTS, opened, () -> {})))
                .connect()
                .then();
    }

    /** Over ZMQ. */
    @Override
    public ZmqSockets messages(String name) {
        return ZmqSockets.open(name, loop());
    }

    @Override
    public Mono<Void> closeLater() {
        return resources.disposeLater(Duration.ZERO, Duration.ofSeconds(3));
    }

    private static void install(Channel channel, NettyConnection handler) {
        channel.config().setRecvByteBufAllocator(new ReceiveBuffers(handler));
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(NettyPipeline.ReactiveBridge) == null) {
            pipeline.addLast(HANDLER, handler);
        } else {
            pipeline.addBefore(NettyPipeline.ReactiveBridge, HANDLER, handler);
        }
    }

    /** How many connections are open, counted on the loops and read from anywhere. */
    private static final class OpenConnections {
        private final int most;
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicLong refused = new AtomicLong();

        OpenConnections(int most) {
            this.most = most;
        }

        boolean tryAdd() {
            if (count.incrementAndGet() > most) {
                count.decrementAndGet();
                refused.incrementAndGet();
                return false;
            }
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
