package org.reactivetango.server.tangotest;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.server.DeviceContext;

/**
 * The state of one device: what clients have written, and the values that are made up anew in every step of two seconds.
 * A value is made when it is first asked for in a step, so nothing is computed that nobody reads and no timer runs.
 * Confined to the device's lane.
 */
final class Simulation {
    static final Duration STEP = Duration.ofSeconds(2);

    private final DeviceContext device;
    private final RandomGenerator random;
    private final long startNanos;
    private final Map<String, Object> kept = new HashMap<>();
    private final Map<String, Object> made = new HashMap<>();
    private long step;

    Simulation(DeviceContext device, RandomGenerator random) {
        this.device = device;
        this.random = random;
        this.startNanos = device.loop().nanoTime();
    }

    /**
     * A place for a value of one attribute.
     *
     * @param initial what it holds at first; never changed, for all devices share it
     */
    record Slot<T>(String attribute, ValueType<T> type, T initial) {}

    DeviceContext device() {
        return device;
    }

    RandomGenerator random() {
        return random;
    }

    /** What was last kept, or what the slot holds at first. */
    <T> T kept(Slot<T> slot) {
        Object value = kept.get(slot.attribute());
        return value == null ? slot.initial() : slot.type().cast(value);
    }

    <T> void keep(Slot<T> slot, T value) {
        kept.put(slot.attribute(), value);
    }

    /** The value of an attribute in this step. */
    <T> T made(String attribute, ValueType<T> type, Supplier<T> maker) {
        refresh();
        Object value = made.get(attribute);
        if (value == null) {
            T fresh = maker.get();
            made.put(attribute, fresh);
            return fresh;
        }
        return type.cast(value);
    }

    /** Keeps a value that is read back until the end of this step. */
    <T> void keepForThisStep(Slot<T> slot, T value) {
        refresh();
        keep(slot, value);
        made.put(slot.attribute(), value);
    }

    /** A sine of that amplitude and of that many periods in 360 steps, {@code offset} steps from now. */
    double sine(double amplitude, double frequency, int offset) {
        refresh();
        return amplitude * Math.sin(frequency * Math.toRadians((int) (step % 360) + offset));
    }

    /** From RUNNING to FAULT, from anything else to RUNNING. */
    void switchStates() {
        var unused = device.state(device.state() == DevState.RUNNING ? DevState.FAULT : DevState.RUNNING);
    }

    private void refresh() {
        long now = (device.loop().nanoTime() - startNanos) / STEP.toNanos();
        if (now != step) {
            step = now;
            made.clear();
        }
    }
}
