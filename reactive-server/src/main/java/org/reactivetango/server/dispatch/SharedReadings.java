package org.reactivetango.server.dispatch;

import org.jspecify.annotations.Nullable;
import org.reactivetango.core.model.Reading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets go of readings over shared arrays. What a device's callback throws concerns nobody else. */
final class SharedReadings {
    private static final Logger LOG = LoggerFactory.getLogger(SharedReadings.class);

    private SharedReadings() {}

    /** Releases what a handler gave, if it is such a reading. */
    static void release(@Nullable Object given) {
        if (given instanceof Reading<?> reading) {
            try {
                reading.release();
            } catch (RuntimeException e) {
                LOG.warn("The callback of a shared reading failed", e);
            }
        }
    }
}
