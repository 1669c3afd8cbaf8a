package org.reactivetango.core.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/** The buffers a connection reads into: where its listener has room, that; Netty's, of an adaptive size, otherwise. */
final class ReceiveBuffers extends AdaptiveRecvByteBufAllocator {
    private final NettyConnection connection;

    ReceiveBuffers(NettyConnection connection) {
        this.connection = connection;
    }

    @Override
    @SuppressWarnings("deprecation") // Netty deprecates overriding it, and has no other way.
    public Handle newHandle() {
        return new RoomFirst((RecvByteBufAllocator.ExtendedHandle) super.newHandle(), connection);
    }

    private static final class RoomFirst extends RecvByteBufAllocator.DelegatingHandle
            implements RecvByteBufAllocator.ExtendedHandle {
        private final RecvByteBufAllocator.ExtendedHandle adaptive;
        private final NettyConnection connection;

        RoomFirst(RecvByteBufAllocator.ExtendedHandle adaptive, NettyConnection connection) {
            super(adaptive);
            this.adaptive = adaptive;
            this.connection = connection;
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            ByteBuf room = connection.room();
            return room == null ? adaptive.allocate(allocator) : room;
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
            return adaptive.continueReading(maybeMoreData);
        }
    }
}
