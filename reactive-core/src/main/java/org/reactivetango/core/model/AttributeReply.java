package org.reactivetango.core.model;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevFailedException;

/** What became of one attribute out of several that were read in one call: a reading, or its own failure. Immutable. */
public final class AttributeReply<T> {
    private final String name;
    private final @Nullable Reading<T> reading;
    private final @Nullable DevFailedException failure;

    private AttributeReply(String name, @Nullable Reading<T> reading, @Nullable DevFailedException failure) {
        this.name = name;
        this.reading = reading;
        this.failure = failure;
    }

    public static <T> AttributeReply<T> of(String name, Reading<T> reading) {
        return new AttributeReply<>(name, reading, null);
    }

    public static <T> AttributeReply<T> failed(String name, DevFailedException failure) {
        return new AttributeReply<>(name, null, failure);
    }

    /** The attribute's name, as it was asked for. */
    public String name() {
        return name;
    }

    /** The reading; throws the failure if there is none. */
    public Reading<T> reading() {
        if (failure != null) {
            throw failure;
        }
        return Objects.requireNonNull(reading);
    }

    /** Why it could not be read; empty if it was. */
    public Optional<DevFailedException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public String toString() {
        return name + ": " + (failure == null ? reading : failure.getMessage());
    }
}
