package org.reactivetango.core.zmq;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import org.reactivetango.core.lane.LoopScheduler;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Sockets on a loop of their own, closed with it. */
final class Rig implements AutoCloseable {
    static final String ANY_PORT = "tcp://127.0.0.1:*";

    // Its thread may be blocked by a test that wants a loop to be slow.
    private final Scheduler scheduler = Schedulers.fromExecutorService(
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "zmq-test-loop")));
    final LoopScheduler loop = LoopScheduler.virtual(scheduler);
    final ZmqSockets sockets;

    Rig(String name) {
        sockets = ZmqSockets.open(name, loop);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A message with a number in its second part. */
    static List<byte[]> numbered(String topic, int number) {
        return List.of(
                bytes(topic), ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    static int number(List<byte[]> message) {
        return ByteBuffer.wrap(message.get(1)).getInt();
    }

    @Override
    public void close() {
        sockets.close().join();
        scheduler.dispose();
    }
}
