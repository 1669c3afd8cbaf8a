package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.time.Duration;
import org.reactivetango.benchmarks.figures.Measurement;

/** One of those who are compared. It measures itself when its turn comes, as often as it is told. */
interface Side {
    String name();

    /**
     * Measures once.
     *
     * @param duration how long, unless what is measured ends by itself
     */
    Measurement measure(Duration duration) throws IOException, InterruptedException;

    /** The same under another name. */
    default Side named(String name) {
        Side self = this;
        return new Side() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Measurement measure(Duration duration) throws IOException, InterruptedException {
                return self.measure(duration);
            }
        };
    }
}
