package org.reactivetango.client;

import java.time.Duration;
import org.reactivetango.core.model.DevSource;

/**
 * How calls through a proxy are made. Immutable.
 *
 * @param timeout for a whole call: connecting, waiting, the answer
 * @param source where readings come from
 */
public record ProxyOptions(Duration timeout, DevSource source) {
    /** 3 s, and the polling cache if it has something, else the device: what every Tango client does. */
    public static final ProxyOptions DEFAULT = new ProxyOptions(Duration.ofSeconds(3), DevSource.CACHE_DEV);

    public ProxyOptions {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("a timeout must be positive, not " + timeout);
        }
    }

    public ProxyOptions timeout(Duration duration) {
        return new ProxyOptions(duration, source);
    }

    public ProxyOptions source(DevSource wanted) {
        return new ProxyOptions(timeout, wanted);
    }
}
