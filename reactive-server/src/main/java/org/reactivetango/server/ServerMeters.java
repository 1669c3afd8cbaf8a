package org.reactivetango.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivetango.core.lane.BlockingBridge;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.LaneWatch;
import org.reactivetango.core.lane.LoopSampler;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.lane.Stall;
import org.reactivetango.core.observe.Meters;
import org.reactivetango.core.observe.TangoMeter;
import org.reactivetango.core.transport.Transport;
import org.reactivetango.server.iiop.IiopCounters;
import org.reactivetango.server.iiop.IiopListener;
import org.reactivetango.server.polling.PollCounters;
import reactor.core.Disposable;

/**
 * The meters of one server. What is confined to a loop is looked at on that loop, ten times per second; only waiting and
 * what goes wrong is counted where it happens.
 */
final class ServerMeters implements Disposable {
    private static final Duration PERIOD = Duration.ofMillis(100);

    private static final List<IiopCounters.Event> ERRORS = List.of(
            IiopCounters.Event.PROTOCOL_ERROR,
            IiopCounters.Event.MALFORMED_ARGUMENTS,
            IiopCounters.Event.INCOMPLETE_MESSAGE,
            IiopCounters.Event.REPLIES_NOT_TAKEN);

    private final Meters meters;
    private final Map<Lane, AtomicLong> depths = new ConcurrentHashMap<>();
    private final Map<String, BridgeGauges> bridges = new ConcurrentHashMap<>();
    private final Queue<LoopSampler> samplers = new ConcurrentLinkedQueue<>();

    ServerMeters(MeterRegistry registry, String server) {
        this.meters = new Meters(registry, "server", server);
    }

    /** The meters of a new lane. */
    LaneWatch lane(Lane lane) {
        Timer wait = meters.timer(TangoMeter.LANE_WAIT, lane.name());
        Counter refused = meters.counter(TangoMeter.LANE_REFUSED, lane.name());
        depths.put(lane, meters.gauge(TangoMeter.LANE_DEPTH, lane.name()));
        return new LaneWatch() {
            @Override
            public void waited(long nanos) {
                wait.record(nanos, TimeUnit.NANOSECONDS);
            }

            @Override
            public void refused() {
                refused.increment();
            }
        };
    }

    /** A new bridge; one with the name of another takes over its meters. */
    void bridge(BlockingBridge<?> bridge) {
        bridges.computeIfAbsent(bridge.name(), name -> new BridgeGauges(bridge)).bridge = bridge;
    }

    /** A loop is held. */
    void stalled(Stall stall) {
        if (stall.first()) {
            meters.counter(TangoMeter.LOOP_STALLS, stall.loop()).increment();
        }
    }

    /** Begins to look at the loops. */
    void watch(List<LoopScheduler> loops, IiopListener iiop, Transport.Listener listener, PollCounters polling) {
        AtomicLong late = meters.total(TangoMeter.POLLING_LATE);
        AtomicLong skipped = meters.total(TangoMeter.POLLING_SKIPPED);
        AtomicLong connections = meters.gauge(TangoMeter.SERVER_CONNECTIONS);
        AtomicLong refused = meters.total(TangoMeter.SERVER_CONNECTIONS_REFUSED);
        Map<IiopCounters.Event, AtomicLong> errors = new EnumMap<>(IiopCounters.Event.class);
        for (IiopCounters.Event error : ERRORS) {
            errors.put(
                    error,
                    meters.total(TangoMeter.SERVER_PROTOCOL_ERRORS, error.name().toLowerCase(Locale.ROOT)));
        }
        for (LoopScheduler loop : loops) {
            // There its name is known.
            loop.execute(() -> {
                String name = Thread.currentThread().getName();
                Timer lag = meters.timer(TangoMeter.LOOP_LAG, name);
                AtomicLong inFlight = meters.gauge(TangoMeter.SERVER_IN_FLIGHT, name);
                samplers.add(new LoopSampler(loop, PERIOD, nanos -> lag.record(nanos, TimeUnit.NANOSECONDS), () -> {
                    connections.set(listener.connections());
                    refused.set(listener.refused());
                    late.set(polling.late());
                    skipped.set(polling.skipped());
                    errors.forEach((error, total) -> total.set(iiop.counters().of(error)));
                    inFlight.set(iiop.inFlight(loop));
                    sample(loop);
                }));
            });
        }
    }

    private void sample(LoopScheduler loop) {
        depths.forEach((lane, depth) -> {
            if (lane.loop() == loop) {
                depth.set(lane.depth());
            }
        });
        bridges.values().forEach(gauges -> gauges.sample(loop));
    }

    @Override
    public void dispose() {
        samplers.forEach(LoopSampler::dispose);
        meters.close();
    }

    /** Those of the bridge that had this name last. */
    private final class BridgeGauges {
        private final AtomicLong queue;
        private final AtomicLong quarantined;
        private volatile BlockingBridge<?> bridge;

        BridgeGauges(BlockingBridge<?> first) {
            this.queue = meters.gauge(TangoMeter.BRIDGE_QUEUE, first.name());
            this.quarantined = meters.gauge(TangoMeter.BRIDGE_QUARANTINED, first.name());
            this.bridge = first;
        }

        void sample(LoopScheduler loop) {
            BlockingBridge<?> now = bridge;
            if (now.loop() == loop) {
                queue.set(now.queued());
                quarantined.set(now.quarantined() ? 1 : 0);
            }
        }
    }
}
