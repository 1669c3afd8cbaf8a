package org.reactivetango.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every transport does. */
abstract class TransportContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HOST = "127.0.0.1";

    private Transport server;
    private Transport client;

    /** Two transports that reach each other. */
    abstract Transport[] open();

    @BeforeEach
    void openTransports() {
        Transport[] both = open();
        server = both[0];
        client = both[1];
    }

    @AfterEach
    void closeTransports() {
        client.closeLater().then(server.closeLater()).block(PATIENCE);
    }

    /** One end of a connection, which remembers what happened to it. */
    private static final class End implements ByteListener {
        private final AtomicReference<String> text = new AtomicReference<>("");

        private final AtomicLong bytes = new AtomicLong();
        private final AtomicInteger closed = new AtomicInteger();
        private final CountDownLatch opened = new CountDownLatch(1);
        private final AtomicInteger turnedWritable = new AtomicInteger();
        private volatile @Nullable ByteConnection connection;
        private volatile boolean onlyCounts;

        End open(ByteConnection opening) {
            connection = opening;
            opened.countDown();
            return this;
        }

        ByteConnection connection() {
            try {
                assertThat(opened.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            ByteConnection current = connection;
            if (current == null) {
                throw new IllegalStateException("not open");
            }
            return current;
        }

        void onLoop(Consumer<ByteConnection> action) {
            ByteConnection current = connection();
            current.loop().execute(() -> action.accept(current));
        }

        void send(String message) {
            onLoop(current -> {
                current.outbound().writeCharSequence(message, StandardCharsets.US_ASCII);
                current.appended();
            });
        }

        @Override
        public void received(ByteBuf received) {
            ByteConnection current = connection();
            assertThat(current.loop().inLoop()).isTrue();
            assertThat(closed).hasValue(0);
            bytes.addAndGet(received.readableBytes());
            if (!onlyCounts) {
                text.accumulateAndGet(received.toString(StandardCharsets.US_ASCII), String::concat);
            }
            received.release();
        }

        @Override
        public void writabilityChanged(boolean writable) {
            if (writable) {
                turnedWritable.incrementAndGet();
            }
        }

        @Override
        public void closed(@Nullable Throwable cause) {
            closed.incrementAndGet();
        }
    }

    private Transport.Listener listen(End end) {
        Transport.Listener listener = server.listen(HOST, 0, 10, end::open).block(PATIENCE);
        assertThat(listener).isNotNull();
        return listener;
    }

    private void connect(Transport.Listener listener, End end) {
        client.connect(HOST, listener.port(), PATIENCE, end::open).block(PATIENCE);
    }

    @Test
    void bytesGoBothWaysInOrder() {
        End far = new End();
        End near = new End();
        connect(listen(far), near);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            near.send(i + ",");
            far.send(i + ",");
            expected.append(i).append(',');
        }
        await().atMost(PATIENCE).until(() -> near.text.get().length() == expected.length());
        await().atMost(PATIENCE).until(() -> far.text.get().length() == expected.length());
        assertThat(near.text.get()).isEqualTo(expected.toString());
        assertThat(far.text.get()).isEqualTo(expected.toString());
        assertThat(near.connection().remote()).contains(":");
    }

    @Test
    void whatWasAppendedBeforeACloseStillArrives() {
        End far = new End();
        End near = new End();
        Transport.Listener listener = listen(far);
        connect(listener, near);
        near.onLoop(connection -> {
            connection.outbound().writeCharSequence("last words", StandardCharsets.US_ASCII);
            connection.appended();
            connection.close();
            connection.close();
        });
        await().atMost(PATIENCE).until(() -> far.closed.get() == 1 && near.closed.get() == 1);
        assertThat(far.text.get()).isEqualTo("last words");
        await().atMost(PATIENCE).until(() -> listener.connections() == 0);
    }

    @Test
    void theOtherEndHearsOfAClose() {
        End far = new End();
        End near = new End();
        Transport.Listener listener = listen(far);
        connect(listener, near);
        await().atMost(PATIENCE).until(() -> listener.connections() == 1);
        far.onLoop(ByteConnection::close);
        await().atMost(PATIENCE).until(() -> near.closed.get() == 1 && far.closed.get() == 1);
    }

    @Test
    void whoDoesNotReadMakesTheOtherStop() {
        End far = new End();
        far.onlyCounts = true;
        End near = new End();
        connect(listen(far), near);
        far.onLoop(connection -> connection.reading(false));
        int chunk = 64 << 10;
        long[] sent = new long[1];
        near.onLoop(connection -> {
            // Flushed at 64 KiB, so writable() knows at once; a kernel takes a few MiB.
            while (connection.writable() && sent[0] < 256L << 20) {
                connection.outbound().writeZero(chunk);
                connection.appended();
                sent[0] += chunk;
            }
        });
        await().atMost(PATIENCE).until(() -> {
            boolean[] writable = {true};
            CountDownLatch asked = new CountDownLatch(1);
            near.onLoop(connection -> {
                writable[0] = connection.writable();
                asked.countDown();
            });
            asked.await();
            return !writable[0];
        });
        assertThat(sent[0]).isLessThan(256L << 20);
        far.onLoop(connection -> connection.reading(true));
        await().atMost(PATIENCE).until(() -> near.turnedWritable.get() > 0 && far.bytes.get() == sent[0]);
    }

    @Test
    void nobodyListensThere() {
        assertThatThrownBy(
                        () -> client.connect(HOST, 1, PATIENCE, new End()::open).block(PATIENCE))
                .satisfiesAnyOf(
                        e -> assertThat(e).isInstanceOf(ConnectException.class),
                        e -> assertThat(e).hasCauseInstanceOf(ConnectException.class))
                .hasMessageContaining("refused");
    }

    @Test
    void aClosedListenerAcceptsNobodyAndKeepsWhatIsOpen() {
        End far = new End();
        End near = new End();
        Transport.Listener listener = listen(far);
        connect(listener, near);
        far.connection();
        listener.closeLater().block(PATIENCE);
        assertThatThrownBy(() -> connect(listener, new End())).hasMessageContaining("refused");
        near.send("still here");
        await().atMost(PATIENCE).until(() -> far.text.get().equals("still here"));
    }

    @Test
    void tooManyConnectionsAreClosed() {
        Transport.Listener listener = server.listen(HOST, 0, 1, new End()::open).block(PATIENCE);
        assertThat(listener).isNotNull();
        End first = new End();
        End second = new End();
        connect(listener, first);
        await().atMost(PATIENCE).until(() -> listener.connections() == 1);
        connect(listener, second);
        await().atMost(PATIENCE).until(() -> second.closed.get() == 1);
        assertThat(first.closed).hasValue(0);
        assertThat(listener.connections()).isEqualTo(1);
        assertThat(listener.refused()).isEqualTo(1);
    }

    @Test
    void anAbortDoesNotWaitForWhoDoesNotRead() {
        End far = new End();
        far.onlyCounts = true;
        End near = new End();
        Transport.Listener listener = listen(near);
        connect(listener, far);
        far.onLoop(connection -> connection.reading(false));
        AtomicLong takenAtLast = new AtomicLong(-1);
        near.onLoop(connection -> {
            for (int i = 0; i < 64 && connection.writable(); i++) {
                connection.outbound().writeZero(1 << 20);
                connection.appended();
            }
            takenAtLast.set(connection.taken());
        });
        await().atMost(PATIENCE).until(() -> takenAtLast.get() >= 0);
        assertThat(near.closed).hasValue(0);
        near.onLoop(ByteConnection::abort);
        near.onLoop(ByteConnection::abort);
        await().atMost(PATIENCE).until(() -> near.closed.get() == 1 && listener.connections() == 0);
        far.onLoop(connection -> connection.reading(true));
        await().atMost(PATIENCE).until(() -> far.closed.get() == 1);
    }

    @Test
    void takenGrowsWithWhatTheOtherReads() {
        End far = new End();
        far.onlyCounts = true;
        End near = new End();
        connect(listen(far), near);
        AtomicLong taken = new AtomicLong();
        near.onLoop(connection -> {
            long before = connection.taken();
            connection.outbound().writeZero(100_000);
            connection.appended();
            taken.set(-before);
        });
        await().atMost(PATIENCE).until(() -> far.bytes.get() == 100_000);
        AtomicLong after = new AtomicLong(-1);
        near.onLoop(connection -> after.set(connection.taken()));
        await().atMost(PATIENCE).until(() -> after.get() >= 0);
        assertThat(after.get() + taken.get()).isEqualTo(100_000);
    }

    @Test
    void closingATransportClosesItsConnections() {
        End far = new End();
        End near = new End();
        connect(listen(far), near);
        far.connection();
        client.closeLater().block(PATIENCE);
        await().atMost(PATIENCE).until(() -> far.closed.get() == 1);
    }
}
