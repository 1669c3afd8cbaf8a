package org.reactivetango.core.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of one server or client in its user's registry, until it ends. May be used from any thread. */
public final class Meters {
    private final MeterRegistry registry;
    private final Tags whose;
    private final Queue<Meter> registered = new ConcurrentLinkedQueue<>();

    /**
     * No meters yet.
     *
     * @param owner {@code server} or {@code client}
     * @param name which one
     */
    public Meters(MeterRegistry registry, String owner, String name) {
        this.registry = registry;
        this.whose = Tags.of(owner, name);
    }

    /**
     * A timer.
     *
     * @param tagValues one for each of the meter's tags
     */
    public Timer timer(TangoMeter meter, String... tagValues) {
        return kept(Timer.builder(meter.meterName())
                .description(meter.description())
                .tags(tags(meter, tagValues))
                .register(registry));
    }

    /** A counter. */
    public Counter counter(TangoMeter meter, String... tagValues) {
        return kept(Counter.builder(meter.meterName())
                .description(meter.description())
                .baseUnit(meter.unit())
                .tags(tags(meter, tagValues))
                .register(registry));
    }

    /** A counter that shows what is put into the result, which never becomes less. */
    public AtomicLong total(TangoMeter meter, String... tagValues) {
        AtomicLong value = new AtomicLong();
        kept(FunctionCounter.builder(meter.meterName(), value, AtomicLong::get)
                .description(meter.description())
                .baseUnit(meter.unit())
                .tags(tags(meter, tagValues))
                .register(registry));
        return value;
    }

    /** A gauge that shows what is put into the result. */
    public AtomicLong gauge(TangoMeter meter, String... tagValues) {
        AtomicLong value = new AtomicLong();
        kept(Gauge.builder(meter.meterName(), value, AtomicLong::get)
                .strongReference(true)
                .description(meter.description())
                .baseUnit(meter.unit())
                .tags(tags(meter, tagValues))
                .register(registry));
        return value;
    }

    private Tags tags(TangoMeter meter, String[] values) {
        Tags all = whose;
        if (values.length != meter.tags().size()) {
            throw new IllegalArgumentException(meter + " has the tags " + meter.tags());
        }
        for (int i = 0; i < values.length; i++) {
            all = all.and(meter.tags().get(i), values[i]);
        }
        return all;
    }

    private <M extends Meter> M kept(M meter) {
        registered.add(meter);
        return meter;
    }

    /** Takes all of them out of the registry. */
    public void close() {
        Meter meter;
        while ((meter = registered.poll()) != null) {
            registry.remove(meter);
        }
    }
}
