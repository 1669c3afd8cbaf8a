package org.reactivetango.benchmarks.events;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.reactivetango.benchmarks.process.EventResult;

/** A program that subscribes and has the other side push: does what {@code ClientProcess} says of events. */
abstract class EventSession {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long STILL_MILLIS = 300;
    private static final long PAUSE_MILLIS = 20;
    private static final int TRIES = 20;

    /** Subscribes that many times; each counts for itself. Closed before the next. */
    abstract Subscribed subscribe(String url, int subscribers, boolean spread) throws InterruptedException;

    /** Subscriptions, and the way to the one who pushes. */
    interface Subscribed extends AutoCloseable {
        List<Arrivals> arrivals();

        /** See {@link Pace#tell}. */
        double push(double wanted) throws InterruptedException;

        /** Forgets what has come. */
        void restart();

        @Override
        void close();
    }

    void serve(PrintStream out) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println("ready");
        String line = in.readLine();
        while (line != null) {
            try {
                out.println(task(line.split(" ", -1)).line());
            } catch (RuntimeException | InterruptedException e) {
                out.println("failed "
                        + Objects.toString(e.getMessage(), e.toString()).replace('\n', ' '));
            }
            line = in.readLine();
        }
    }

    /** {@code events|spread <url> <subscribers> <rate> <seconds>}. */
    private EventResult task(String[] words) throws InterruptedException {
        boolean spread = words[0].equals("spread");
        try (Subscribed subscribed = subscribe(words[1], Integer.parseInt(words[2]), spread)) {
            awaitFirst(subscribed, spread);
            return measure(subscribed, Double.parseDouble(words[3]), Double.parseDouble(words[4]), spread);
        }
    }

    /** Until whatever is pushed comes. */
    private static void awaitFirst(Subscribed subscribed, boolean spread) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            double before = subscribed.push(Pace.ONCE);
            awaitStill(subscribed, spread ? 1 : subscribed.arrivals().size());
            long some = subscribed.arrivals().stream()
                    .filter(one -> one.delivered() > 0)
                    .count();
            if (before > 0
                    && some > 0
                    && (spread || some == subscribed.arrivals().size())) {
                subscribed.restart();
                return;
            }
        }
        throw new IllegalStateException("no event came");
    }

    /** Until that many have come or are said to be missing, or nothing has happened for a while. */
    private static void awaitStill(Subscribed subscribed, long wanted) throws InterruptedException {
        long before = -1;
        for (long still = 0; still < STILL_MILLIS && before < wanted; still += PAUSE_MILLIS) {
            long now = total(subscribed) + missed(subscribed);
            if (now != before) {
                still = 0;
                before = now;
            }
            if (now < wanted) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static long missed(Subscribed subscribed) {
        return subscribed.arrivals().stream().mapToLong(Arrivals::missed).sum();
    }

    private static long total(Subscribed subscribed) {
        return subscribed.arrivals().stream().mapToLong(Arrivals::delivered).sum();
    }

    private static EventResult measure(Subscribed subscribed, double rate, double seconds, boolean spread)
            throws InterruptedException {
        double before = subscribed.push(Pace.STOP);
        long cpuBefore = SYSTEM.getProcessCpuTime();
        long bytesBefore = allocated();
        long start = System.nanoTime();
        subscribed.push(rate);
        Thread.sleep(Math.round(seconds * 1000));
        double pushed = subscribed.push(Pace.STOP) - before;
        long end = System.nanoTime();
        int each = spread ? 1 : subscribed.arrivals().size();
        awaitStill(subscribed, Math.round(pushed) * each);
        long cpuNanos = SYSTEM.getProcessCpuTime() - cpuBefore;
        long bytes = allocated() - bytesBefore;
        List<Arrivals> all = new ArrayList<>(subscribed.arrivals());
        long last = all.stream().mapToLong(Arrivals::lastNanos).max().orElse(end);
        // What was lost last is told with the next that comes.
        pushed += tail(subscribed, spread ? all.size() : 1, Math.round(pushed) * each, each);
        long[] latencies = all.stream()
                .flatMapToLong(one -> LongStream.of(one.latencies()))
                .toArray();
        Arrays.sort(latencies);
        return new EventResult(
                Math.round(pushed) * each,
                total(subscribed),
                missed(subscribed),
                Math.max(end, last) - start,
                cpuNanos,
                latencies.length == 0 ? 0 : latencies[latencies.length / 2],
                latencies.length == 0 ? 0 : latencies[(int) (latencies.length * 99L / 100)],
                OptionalLong.of(bytes));
    }

    private static long tail(Subscribed subscribed, int count, long before, int each) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            subscribed.push(Pace.ONCE);
        }
        awaitStill(subscribed, before + (long) count * each);
        return count;
    }

    private static long allocated() {
        return LongStream.of(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .filter(ofThread -> ofThread > 0)
                .sum();
    }
}
