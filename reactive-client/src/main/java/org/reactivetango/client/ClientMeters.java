package org.reactivetango.client;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivetango.client.session.Sessions;
import org.reactivetango.core.lane.LoopSampler;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.lane.Stall;
import org.reactivetango.core.observe.Meters;
import org.reactivetango.core.observe.TangoMeter;
import reactor.core.Disposable;

/** The meters of one client: its loop is looked at from inside, ten times per second. */
final class ClientMeters implements Disposable {
    private static final Duration PERIOD = Duration.ofMillis(100);

    private final Meters meters;
    private volatile @Nullable LoopSampler sampler;

    ClientMeters(MeterRegistry registry, String client) {
        this.meters = new Meters(registry, "client", client);
    }

    /** The loop is held. */
    void stalled(Stall stall) {
        if (stall.first()) {
            meters.counter(TangoMeter.LOOP_STALLS, stall.loop()).increment();
        }
    }

    /** Begins to look. */
    void watch(LoopScheduler loop, Sessions sessions) {
        AtomicLong connections = meters.gauge(TangoMeter.CLIENT_CONNECTIONS);
        AtomicLong inFlight = meters.gauge(TangoMeter.CLIENT_IN_FLIGHT);
        AtomicLong waiting = meters.gauge(TangoMeter.CLIENT_WAITING);
        AtomicLong late = meters.total(TangoMeter.CLIENT_LATE_REPLIES);
        // There its name is known.
        loop.execute(() -> {
            Timer lag = meters.timer(TangoMeter.LOOP_LAG, Thread.currentThread().getName());
            sampler = new LoopSampler(loop, PERIOD, nanos -> lag.record(nanos, TimeUnit.NANOSECONDS), () -> {
                connections.set(sessions.connections());
                inFlight.set(sessions.inFlight());
                waiting.set(sessions.waiting());
                late.set(sessions.lateReplies());
            });
        });
    }

    @Override
    public void dispose() {
        LoopSampler looking = sampler;
        if (looking != null) {
            looking.dispose();
        }
        meters.close();
    }
}
