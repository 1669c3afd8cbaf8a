package org.reactivetango.testkit;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Remembers every leak that Netty's detectors report. A detector reports a buffer after it was collected as garbage, and
 * only when the next one is allocated: {@link #leaks()} sees to both.
 */
public final class LeakWatch {
    /** What a buffer held by something which is garbage itself may need. */
    private static final int COLLECTIONS = 3;

    private static final LeakWatch OF_THIS_JVM = new LeakWatch();

    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
    private final List<Recorder<?>> detectors = new CopyOnWriteArrayList<>();

    LeakWatch() {}

    /** The watch over all of Netty's buffers. */
    public static LeakWatch ofThisJvm() {
        return OF_THIS_JVM;
    }

    /** Has to be called before Netty's buffers are loaded: they keep the detector they find. */
    void install() {
        // Watching every buffer takes most of the time. A full run does a hundredfold what every build does: it
        // samples.
        ResourceLeakDetector.setLevel(
                ProofSize.full() ? ResourceLeakDetector.Level.ADVANCED : ResourceLeakDetector.Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory() {
            @Override
            @SuppressWarnings("deprecation") // abstract, so there is no way round it
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                    Class<T> resource, int samplingInterval, long maxActive) {
                return detector(resource, samplingInterval);
            }
        });
    }

    <T> ResourceLeakDetector<T> detector(Class<T> resource, int samplingInterval) {
        Recorder<T> detector = new Recorder<>(resource, samplingInterval, leaks);
        detectors.add(detector);
        return detector;
    }

    /** Collects garbage, then answers what leaked since the watch began, where it was allocated and where last touched. */
    public List<String> leaks() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            collectGarbage();
            detectors.forEach(Recorder::report);
        }
        return List.copyOf(leaks);
    }

    private static void collectGarbage() throws InterruptedException {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        WeakReference<Object> garbage = new WeakReference<>(new Object(), collected);
        do {
            System.gc();
        } while (collected.remove(100) != garbage);
    }

    private static final class Recorder<T> extends ResourceLeakDetector<T> {
        private final Queue<String> leaks;

        Recorder(Class<T> resource, int samplingInterval, Queue<String> leaks) {
            super(resource, samplingInterval);
            this.leaks = leaks;
        }

        /** Tracking anything makes Netty look for what was collected without having been released. */
        @SuppressWarnings("unchecked")
        void report() {
            T bait = (T) new Object();
            ResourceLeakTracker<T> tracker = trackForcibly(bait);
            tracker.close(bait);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            leaks.add(resourceType + " was not released." + records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            leaks.add(resourceType + " was not released; its allocation was not traced.");
        }
    }
}
