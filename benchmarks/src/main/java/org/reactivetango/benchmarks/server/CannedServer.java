package org.reactivetango.benchmarks.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivetango.benchmarks.process.MeasuredServer;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.giop.GiopFraming;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.giop.ReplyCodec;
import org.reactivetango.core.giop.ReplyStatus;
import org.reactivetango.core.idl.AttrValUnion;
import org.reactivetango.core.idl.AttributeDim;
import org.reactivetango.core.idl.AttributeValue5;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.TimeVal;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.TangoType;

/**
 * A bare Netty server that looks at nothing in a request but its size and its id and answers each with the same reply,
 * encoded beforehand: as fast as a server on this machine can be, and so the upper limit of the load generator. It expects
 * little-endian GIOP 1.0 without service contexts.
 */
public final class CannedServer implements AutoCloseable {
    /** Where the request id stands, in request and reply. */
    static final int ID_INDEX = 16;

    private final EventLoopGroup loop;
    private final Channel channel;

    private CannedServer(EventLoopGroup loop, Channel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    /** Runs until it is killed. */
    public static void main(String... arguments) {
        TangoFlags flags = TangoFlags.parse(arguments);
        CannedServer server = start(flags.host(), flags.port());
        System.out.println("Ready to accept request");
        server.channel.closeFuture().syncUninterruptibly();
    }

    /** Starts one, on {@code port} or any port for 0. */
    public static CannedServer start(String host, int port) {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        Class<? extends ServerChannel> type = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, io);
        byte[] reply = reply();
        Channel channel = new ServerBootstrap()
                .group(loop)
                .channel(type)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(new Answers(reply));
                    }
                })
                .bind(host, port)
                .syncUninterruptibly()
                .channel();
        return new CannedServer(loop, channel);
    }

    /** The reply, to request 0. */
    static byte[] reply() {
        ByteBuf buffer = Unpooled.buffer();
        CdrWriter out = new CdrWriter().wrap(buffer, true, CodeSet.LATIN_1);
        ReplyCodec.begin(out, GiopVersion.V1_0, 0, ReplyStatus.NO_EXCEPTION);
        GiopFraming.beginBody(out, GiopVersion.V1_0);
        AttributeValue5 reading = new AttributeValue5(
                AttrValUnion.of(TangoType.DEV_DOUBLE, new double[] {1.5, 0.0}),
                Quality.VALID,
                DataFormat.SCALAR,
                TangoType.DEV_DOUBLE.code(),
                TimeVal.of(Instant.EPOCH),
                MeasuredServer.ATTRIBUTE,
                AttributeDim.SCALAR,
                AttributeDim.SCALAR,
                List.of());
        Operations.READ_ATTRIBUTES_5.encodeResult(List.of(reading), out);
        GiopFraming.end(out);
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** Answers what has arrived whole; keeps the beginning of what has not. */
    private static final class Answers extends ChannelInboundHandlerAdapter {
        private static final int SIZE_INDEX = 8;
        private static final int HEADER_BYTES = 12;

        private final byte[] reply;
        private @Nullable ByteBuf begun;
        private @Nullable ByteBuf answers;

        Answers(byte[] reply) {
            this.reply = reply;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf in = (ByteBuf) message;
            if (begun != null) {
                in = begun.writeBytes(in);
                ((ByteBuf) message).release();
                begun = null;
            }
            while (wholeMessage(in)) {
                int index = in.readerIndex();
                answer(context, in.getIntLE(index + ID_INDEX));
                in.skipBytes(HEADER_BYTES + in.getIntLE(index + SIZE_INDEX));
            }
            if (in.isReadable()) {
                begun = context.alloc().directBuffer().writeBytes(in);
            }
            in.release();
        }

        private static boolean wholeMessage(ByteBuf in) {
            return in.readableBytes() >= HEADER_BYTES
                    && in.readableBytes() >= HEADER_BYTES + in.getIntLE(in.readerIndex() + SIZE_INDEX);
        }

        private void answer(ChannelHandlerContext context, int requestId) {
            if (answers == null) {
                answers = context.alloc().directBuffer(4096);
            }
            int start = answers.writerIndex();
            answers.writeBytes(reply).setIntLE(start + ID_INDEX, requestId);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            if (answers != null) {
                var unused = context.writeAndFlush(answers, context.voidPromise());
                answers = null;
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (begun != null) {
                begun.release();
                begun = null;
            }
            if (answers != null) {
                answers.release();
                answers = null;
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var unused = context.close();
        }
    }
}
