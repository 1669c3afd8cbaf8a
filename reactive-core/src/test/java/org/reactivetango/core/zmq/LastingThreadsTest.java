package org.reactivetango.core.zmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What JeroMQ's threads are made to do that they would not do by themselves. */
final class LastingThreadsTest {
    private static final int SELECTS = 100;

    /** How JeroMQ spins: its selector says that there is a byte, and it is not read. Relies on how the JDK selects. */
    @Test
    void everySelectIsSeen() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        LastingThreads threads = new LastingThreads("seen", asked::incrementAndGet);
        Thread thread = threads.apply(LastingThreadsTest::spin, "selects");
        int before = asked.get();
        thread.start();
        thread.join();
        assertThat(asked.get() - before).isEqualTo(SELECTS);
        assertThat(threads.failures()).isZero();
    }

    private static void spin() {
        try (Selector selector = Selector.open()) {
            Pipe pipe = Pipe.open();
            try (Pipe.SourceChannel source = pipe.source();
                    Pipe.SinkChannel sink = pipe.sink()) {
                source.configureBlocking(false);
                sink.configureBlocking(false);
                source.register(selector, SelectionKey.OP_READ);
                assertThat(sink.write(ByteBuffer.allocate(1))).isOne();
                for (int i = 0; i < SELECTS; i++) {
                    assertThat(selector.select()).isOne();
                    selector.selectedKeys().clear();
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void aThreadThatWasInterruptedKnowsIt() throws Exception {
        AtomicInteger interrupted = new AtomicInteger();
        Thread thread = new LastingThreads("interrupted", () -> 0)
                .apply(
                        () -> {
                            Thread.currentThread().interrupt();
                            interrupted.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
                        },
                        "self");
        thread.start();
        thread.join();
        assertThat(interrupted).hasValue(1);
    }
}
