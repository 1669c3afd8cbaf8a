package org.reactivetango.examples.patterns;

import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;

/** How long ago it was made, by the clock of a scheduler. */
record Stopwatch(Scheduler time, long startMillis) {
    Stopwatch(Scheduler time) {
        this(time, time.now(TimeUnit.MILLISECONDS));
    }

    long millis() {
        return time.now(TimeUnit.MILLISECONDS) - startMillis;
    }

    long seconds() {
        return Math.round(millis() / 1000.0);
    }
}
