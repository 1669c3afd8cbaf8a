package org.reactivetango.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TcpTransportTest extends TransportContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    Transport[] open() {
        return new Transport[] {TcpTransport.create("contract-server"), TcpTransport.create("contract-client")};
    }

    @Test
    void whatIsReadIsPutWhereTheListenerHasRoom() {
        Transport transport = TcpTransport.create("room");
        Roomy roomy = new Roomy();
        Roomy sender = new Roomy();
        Transport.Listener listener =
                transport.listen("127.0.0.1", 0, 1, opened -> roomy).block(PATIENCE);
        assertThat(listener).isNotNull();
        transport
                .connect("127.0.0.1", listener.port(), PATIENCE, opened -> {
                    opened.loop().execute(() -> {
                        opened.outbound().writeBytes(Roomy.bytes());
                        opened.appended();
                        opened.close();
                    });
                    return sender;
                })
                .block(PATIENCE);
        await().atMost(PATIENCE).untilTrue(roomy.closed);
        assertThat(roomy.room.readableBytes()).isEqualTo(Roomy.BYTES);
        assertThat(roomy.room).isEqualTo(Unpooled.wrappedBuffer(Roomy.bytes()));
        assertThat(roomy.elsewhere).hasValue(0);
        assertThat(roomy.room.refCnt())
                .as("what is not read is given back, too")
                .isOne();
        transport.closeLater().block(PATIENCE);
        roomy.room.release();
        sender.room.release();
    }

    /** Has room for all that comes, and does not let go of it. */
    private static final class Roomy implements ByteListener {
        private static final int BYTES = 300_000;

        private final ByteBuf room = Unpooled.directBuffer(2 * BYTES);
        private final AtomicInteger elsewhere = new AtomicInteger();
        private final AtomicBoolean closed = new AtomicBoolean();

        static byte[] bytes() {
            byte[] bytes = new byte[BYTES];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i * 31);
            }
            return bytes;
        }

        @Override
        public @Nullable ByteBuf room() {
            return room.retain();
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // It is about the place.
        public void received(ByteBuf bytes) {
            if (bytes != room) {
                elsewhere.incrementAndGet();
            }
            bytes.release();
        }

        @Override
        public void writabilityChanged(boolean writable) {}

        @Override
        public void closed(@Nullable Throwable cause) {
            closed.set(true);
        }
    }
}
