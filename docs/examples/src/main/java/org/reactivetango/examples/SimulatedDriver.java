package org.reactivetango.examples;

import java.util.concurrent.TimeUnit;

/** What a vendor's driver is like: every call blocks for a few milliseconds, and only one thread may use it. */
final class SimulatedDriver {
    private double from;
    private double to;
    private long sinceNanos = System.nanoTime();

    double readCurrent() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(5);
        return now();
    }

    void writeCurrent(double amps) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(5);
        from = now();
        to = amps;
        sinceNanos = System.nanoTime();
    }

    double[] readRipple() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(20);
        double[] samples = new double[256];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = now() * (1 + 0.001 * Math.sin(i * Math.PI / 8));
        }
        return samples;
    }

    /** After a change the current approaches its new value with a time constant of one second. */
    private double now() {
        double seconds = (System.nanoTime() - sinceNanos) / 1e9;
        return to + (from - to) * Math.exp(-seconds);
    }
}
