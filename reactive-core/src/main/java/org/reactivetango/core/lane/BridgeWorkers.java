package org.reactivetango.core.lane;

/** Where a bridge runs what blocks. */
public interface BridgeWorkers {
    /** One thing at a time. */
    interface Worker {
        /** Runs {@code task} after what was given before. */
        void execute(Runnable task);

        /** Interrupts what runs now, if it can be. */
        void interrupt();

        /** Ends when what was given has been run. */
        void end();
    }

    Worker start(String name);

    /** A daemon thread each. */
    static BridgeWorkers threads() {
        return name -> new ThreadWorker(name, false);
    }

    /** A virtual thread each, where the JDK has them; else a daemon thread each. */
    static BridgeWorkers virtualThreads() {
        return name -> new ThreadWorker(name, true);
    }

    /** For tests with virtual time: everything runs on the loop, in order. What it runs must not block. */
    static BridgeWorkers inline(LoopScheduler loop) {
        return name -> new Worker() {
            @Override
            public void execute(Runnable task) {
                loop.execute(task);
            }

            @Override
            public void interrupt() {}

            @Override
            public void end() {}
        };
    }
}
