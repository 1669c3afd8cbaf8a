package org.reactivetango.core.lane;

import java.lang.reflect.Method;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A worker with a thread of its own, which waits for work. Whoever hands it work is an event loop, so there is no lock
 * between the two: a blocking queue makes the loop wait while the thread is interrupted in the middle of taking.
 */
final class ThreadWorker implements BridgeWorkers.Worker {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread;

    ThreadWorker(String name, boolean virtual) {
        thread = virtual ? virtualOrDaemon(name) : daemon(name);
        thread.start();
    }

    private Thread daemon(String name) {
        Thread made = new Thread(this::work, name);
        made.setDaemon(true);
        return made;
    }

    /** {@code Thread.ofVirtual().name(name).unstarted(work)}, which the compiler for JDK 17 does not know. */
    private Thread virtualOrDaemon(String name) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Method named = type.getMethod("name", String.class);
            Method unstarted = type.getMethod("unstarted", Runnable.class);
            return (Thread) unstarted.invoke(named.invoke(builder, name), (Runnable) this::work);
        } catch (ReflectiveOperationException olderThan21) {
            return daemon(name);
        }
    }

    private void work() {
        while (true) {
            Runnable task = tasks.poll();
            // An interrupt that came too late for the last task is not meant for this one, nor for the wait for it.
            Thread.interrupted();
            if (task == null) {
                // Returns at once if something has been handed over since.
                LockSupport.park(this);
            } else if (task instanceof EndMark) {
                return;
            } else {
                task.run();
            }
        }
    }

    /** Behind everything that was given before. */
    private static final class EndMark implements Runnable {
        @Override
        public void run() {}
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        LockSupport.unpark(thread);
    }

    @Override
    public void interrupt() {
        thread.interrupt();
    }

    @Override
    public void end() {
        execute(new EndMark());
    }
}
