package org.reactivetango.benchmarks.compare;

import java.io.IOException;

/**
 * Looks for the highest step that is good, near to where it was found before: first in strides that grow until it lies in
 * between, then by halves. What is good or not need not be so the next time.
 */
final class StepSearch {
    private int from;

    /** Steps are from 0. */
    StepSearch(int from) {
        this.from = Math.max(0, from);
    }

    /** Tries a step. */
    interface Trial {
        boolean isGood(int step) throws IOException, InterruptedException;
    }

    /** The highest; -1 if there is none. */
    int highest(Trial trial) throws IOException, InterruptedException {
        int good = from;
        int bad = from;
        if (trial.isGood(from)) {
            int stride = 1;
            bad = good + stride;
            while (trial.isGood(bad)) {
                good = bad;
                stride *= 2;
                bad = good + stride;
            }
        } else {
            int stride = 1;
            good = Math.max(-1, bad - stride);
            while (good >= 0 && !trial.isGood(good)) {
                bad = good;
                stride *= 2;
                good = Math.max(-1, bad - stride);
            }
        }
        while (bad - good > 1) {
            int middle = (good + bad) / 2;
            if (trial.isGood(middle)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        from = Math.max(0, good);
        return good;
    }
}
