package org.reactivetango.core.zmq;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.util.function.BiFunction;

/**
 * Makes JeroMQ's threads, which lead all connections of a context: what ends one of them would silence them all. Here it
 * is counted, and the thread goes on. Nor may one of them be {@link Spinning}.
 */
final class LastingThreads implements BiFunction<Runnable, String, Thread>, Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LastingThreads.class);

    private final String prefix;
    private final LongSupplier nanoTime;
    private final AtomicLong failures = new AtomicLong();

    /**
     * Makes none yet.
     *
     * @param nanoTime may be asked by any thread
     */
    LastingThreads(String prefix, LongSupplier nanoTime) {
        this.prefix = prefix;
        this.nanoTime = nanoTime;
    }

    long failures() {
        return failures.get();
    }

    @Override
    public Thread apply(Runnable work, String name) {
        Thread thread = new Selecting(() -> lasting(work), prefix + "-" + name, nanoTime);
        thread.setDaemon(true);
        return thread;
    }

    /** Selectors ask the thread whether it has been interrupted whenever it is about to wait. There is no other way in. */
    private static final class Selecting extends Thread {
        private final LongSupplier nanoTime;
        private final Spinning spinning;

        Selecting(Runnable work, String name, LongSupplier nanoTime) {
            super(work, name);
            this.nanoTime = nanoTime;
            this.spinning = new Spinning(nanoTime.getAsLong());
        }

        @Override
        public boolean isInterrupted() {
            if (Thread.currentThread() == this && spinning.isSeen(nanoTime.getAsLong())) {
                Spinning.pause();
            }
            return super.isInterrupted();
        }
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
