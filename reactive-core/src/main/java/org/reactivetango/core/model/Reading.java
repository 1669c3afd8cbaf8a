package org.reactivetango.core.model;

import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A value with its quality and time, as a device gave it. Immutable as long as nobody changes an array inside: arrays are
 * handed over, not copied.
 *
 * @param <T> the Java type of the value: a boxed scalar, an array, or an {@link Image}
 */
public final class Reading<T> {
    private final @Nullable T value;
    private final @Nullable T setValue;
    private final Quality quality;
    private final long epochSecond;
    private final int nano;
    /** What is to be run when the value is not needed any more; empty once it has been. */
    private final @Nullable AtomicReference<@Nullable Runnable> onRelease;

    private Reading(@Nullable T value, @Nullable T setValue, Quality quality, long epochSecond, int nano) {
        this(value, setValue, quality, epochSecond, nano, null);
    }

    private Reading(
            @Nullable T value,
            @Nullable T setValue,
            Quality quality,
            long epochSecond,
            int nano,
            @Nullable AtomicReference<@Nullable Runnable> onRelease) {
        this.onRelease = onRelease;
        this.value = value;
        this.setValue = setValue;
        this.quality = quality;
        this.epochSecond = epochSecond;
        this.nano = nano;
    }

    /**
     * A reading.
     *
     * @param value what was read
     * @param quality anything but {@link Quality#INVALID}, which has no value
     */
    public static <T> Reading<T> of(T value, Quality quality, Instant time) {
        return of(value, null, quality, time.getEpochSecond(), time.getNano());
    }

    /** A reading with the set value beside it, time in parts. For the runtime; device authors use the shorter forms. */
    public static <T> Reading<T> of(T value, @Nullable T setValue, Quality quality, long epochSecond, int nano) {
        if (quality == Quality.INVALID) {
            throw new IllegalArgumentException("a reading of quality INVALID has no value: use Reading.invalid");
        }
        return new Reading<>(Objects.requireNonNull(value, "value"), setValue, quality, epochSecond, nano);
    }

    /**
     * A reading over an array that the device goes on to use: the array must not change until {@code onRelease} is called,
     * exactly once, whatever becomes of the reading. A server calls it on the loop of the lane, after the value has been
     * copied into what is sent, or as soon as it is known that it will not be sent.
     *
     * @param value an array, or an {@link Image} of one
     */
    public static <T> Reading<T> ofShared(T value, Quality quality, Instant time, Runnable onRelease) {
        if (quality == Quality.INVALID) {
            throw new IllegalArgumentException("a reading of quality INVALID has no value: use Reading.invalid");
        }
        return new Reading<>(
                Objects.requireNonNull(value, "value"),
                null,
                quality,
                time.getEpochSecond(),
                time.getNano(),
                new AtomicReference<>(onRelease));
    }

    /** A reading without a value. */
    public static <T> Reading<T> invalid(Instant time) {
        return new Reading<>(null, null, Quality.INVALID, time.getEpochSecond(), time.getNano());
    }

    /** Whether there is a value; false exactly when the quality is {@link Quality#INVALID}. */
    public boolean hasValue() {
        return value != null;
    }

    /**
     * The value.
     *
     * @throws NoSuchElementException if the quality is {@link Quality#INVALID}
     */
    public T value() {
        if (value == null) {
            throw new NoSuchElementException("a reading of quality INVALID has no value; ask hasValue() first");
        }
        return value;
    }

    /** The value, or {@code fallback} where there is none. */
    public T valueOr(T fallback) {
        return value == null ? fallback : value;
    }

    /** Whether the set value came with it: writable attributes only. */
    public boolean hasSetValue() {
        return setValue != null;
    }

    /**
     * What was last written to the attribute.
     *
     * @throws NoSuchElementException if the attribute is not writable or the reading has no value
     */
    public T setValue() {
        if (setValue == null) {
            throw new NoSuchElementException("this reading came without a set value; ask hasSetValue() first");
        }
        return setValue;
    }

    public Quality quality() {
        return quality;
    }

    /** When the device read it, by the device's clock. */
    public Instant time() {
        return Instant.ofEpochSecond(epochSecond, nano);
    }

    /** Seconds of {@link #time()} since 1970. */
    public long epochSecond() {
        return epochSecond;
    }

    /** Nanoseconds of {@link #time()} within its second. */
    public int nano() {
        return nano;
    }

    /** Whether it was made by {@link #ofShared}, so that whoever was given it last has to release it. */
    public boolean shared() {
        return onRelease != null;
    }

    /**
     * Says that the value is not needed any more; for whoever was given the reading last. Only the first call does
     * something, and only for a reading made by {@link #ofShared}. Any thread may call it.
     */
    public void release() {
        Runnable release = onRelease == null ? null : onRelease.getAndSet(null);
        if (release != null) {
            release.run();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reading<?> that
                && Objects.deepEquals(value, that.value)
                && Objects.deepEquals(setValue, that.setValue)
                && quality == that.quality
                && epochSecond == that.epochSecond
                && nano == that.nano;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(epochSecond) * 31 + nano;
    }

    @Override
    public String toString() {
        return "Reading[" + (value == null ? "no value" : Values.text(value)) + ", " + quality + ", " + time() + "]";
    }
}
