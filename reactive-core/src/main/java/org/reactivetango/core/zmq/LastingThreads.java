package org.reactivetango.core.zmq;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.util.function.BiFunction;

/**
 * Makes JeroMQ's threads, which lead all connections of a context: what ends one of them would silence them all. Here it
 * is counted, and the thread goes on.
 */
final class LastingThreads implements BiFunction<Runnable, String, Thread>, Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LastingThreads.class);

    private final String prefix;
    private final AtomicLong failures = new AtomicLong();

    LastingThreads(String prefix) {
        this.prefix = prefix;
    }

    long failures() {
        return failures.get();
    }

    @Override
    public Thread apply(Runnable work, String name) {
        Thread thread = new Thread(() -> lasting(work), prefix + "-" + name);
        thread.setDaemon(true);
        return thread;
    }

    private void lasting(Runnable work) {
        while (true) {
            try {
                work.run();
                return;
            } catch (Throwable failure) {
                uncaughtException(Thread.currentThread(), failure);
            }
        }
    }

    /** What JeroMQ catches itself. One line for each doubling: a peer must not fill the log. */
    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        long count = failures.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.warn("{} goes on after failure {}", thread.getName(), count, failure);
        }
    }
}
