package org.reactivetango.core.lane;

import java.lang.reflect.Method;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A worker with a thread of its own, which waits for work. */
final class ThreadWorker implements BridgeWorkers.Worker {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
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
            Runnable task;
            try {
                task = tasks.take();
            } catch (InterruptedException meantForATaskThatHasEnded) {
                continue;
            }
            if (task instanceof EndMark) {
                return;
            }
            // An interrupt that came too late for the last task is not meant for this one.
            Thread.interrupted();
            task.run();
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
    }

    @Override
    public void interrupt() {
        thread.interrupt();
    }

    @Override
    public void end() {
        tasks.add(new EndMark());
    }
}
