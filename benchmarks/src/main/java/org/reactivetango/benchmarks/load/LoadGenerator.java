package org.reactivetango.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a server under load: each of the connections has as many requests outstanding as the {@link LoadShape} says, a
 * reply is followed by the next request at once. One thread, the caller's; it allocates nothing while it runs, so that
 * what is measured is the server. Every reply is counted, and checked for its size, its status and its id; a reply that
 * is missing, wrong or not expected is a {@link LoadFailure}.
 */
public final class LoadGenerator implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long TURN_MILLIS = 1_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Selector selector;
    private final List<LoadConnection> connections;

    private LoadGenerator(Selector selector, List<LoadConnection> connections) {
        this.selector = selector;
        this.connections = connections;
    }

    /**
     * Opens the connections and reads once on each.
     *
     * @param latencies takes the nanoseconds between sending and the arrival of each reply; null for none
     */
    public static LoadGenerator open(
            InetSocketAddress server, LoadShape shape, LoadRequest request, @Nullable Histogram latencies)
            throws IOException {
        LoadGenerator generator = new LoadGenerator(Selector.open(), new ArrayList<>());
        try {
            for (int i = 0; i < shape.connections(); i++) {
                generator.connections.add(
                        LoadConnection.open(server, generator.selector, request, shape.outstanding(), latencies));
            }
            return generator;
        } catch (IOException | RuntimeException e) {
            generator.close();
            throw e;
        }
    }

    /** Keeps the server under load for {@code duration}. What is outstanding at the end stays so for the next call. */
    public LoadInterval run(Duration duration) {
        long before = answered();
        long cpuBefore = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        connections.forEach(connection -> connection.send(Long.MAX_VALUE));
        Progress progress = new Progress(start);
        long now = start;
        while (now - start < duration.toNanos()) {
            turn(TURN_MILLIS);
            now = System.nanoTime();
            progress.check(now);
        }
        return new LoadInterval(answered() - before, now - start, THREADS.getCurrentThreadCpuTime() - cpuBefore);
    }

    /** Sends exactly {@code requests} more and awaits all that is outstanding. */
    public LoadInterval exchange(long requests) {
        long before = answered();
        long cpuBefore = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        for (int i = 0; i < connections.size(); i++) {
            long share = requests / connections.size() + (i < requests % connections.size() ? 1 : 0);
            connections.get(i).send(share);
        }
        Progress progress = new Progress(start);
        while (answered() - before < requests || outstanding() > 0) {
            turn(TURN_MILLIS);
            progress.check(System.nanoTime());
        }
        return new LoadInterval(
                answered() - before, System.nanoTime() - start, THREADS.getCurrentThreadCpuTime() - cpuBefore);
    }

    /**
     * Sends nothing more and awaits what is outstanding.
     *
     * @param patience to wait without any reply before giving up
     * @return how many requests have not been answered; 0 for a server that works
     */
    public int finish(Duration patience) {
        connections.forEach(LoadConnection::stop);
        long lastAnswered = answered();
        long since = System.nanoTime();
        while (outstanding() > 0 && System.nanoTime() - since < patience.toNanos()) {
            turn(TURN_MILLIS / 10);
            if (answered() != lastAnswered) {
                lastAnswered = answered();
                since = System.nanoTime();
            }
        }
        return outstanding();
    }

    private void turn(long timeoutMillis) {
        try {
            selector.select(LoadGenerator::ready, timeoutMillis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ready(SelectionKey key) {
        ((LoadConnection) key.attachment()).ready();
    }

    /** Replies so far, without the first of each connection. */
    public long answered() {
        long sum = 0;
        for (LoadConnection connection : connections) {
            sum += connection.answered();
        }
        return sum;
    }

    private int outstanding() {
        int sum = 0;
        for (LoadConnection connection : connections) {
            sum += connection.outstanding();
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        for (LoadConnection connection : connections) {
            connection.close();
        }
        selector.close();
    }

    /** Gives up when nothing is answered any more. Looks only now and then. */
    private final class Progress {
        private long lastAnswered = answered();
        private long since;
        private long nextLook;

        Progress(long now) {
            this.since = now;
            this.nextLook = now + PATIENCE.toNanos() / 10;
        }

        void check(long now) {
            if (now < nextLook) {
                return;
            }
            nextLook = now + PATIENCE.toNanos() / 10;
            long answered = answered();
            if (answered != lastAnswered) {
                lastAnswered = answered;
                since = now;
            } else if (now - since > PATIENCE.toNanos()) {
                throw new LoadFailure("no reply for " + PATIENCE.toSeconds() + " s, with " + outstanding()
                        + " requests outstanding and " + answered + " answered");
            }
        }
    }
}
