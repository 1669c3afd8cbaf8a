package org.reactivetango.server.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevError;

/** A polled attribute. Its results are {@link AttributeAnswer}s with arrays of their own. */
public final class PolledAttribute extends PolledObject {
    private static final String ORIGIN = "Device_3Impl::read_attributes_from_cache";

    private final Attribute attribute;

    /**
     * One that is polled from its {@link #begin} on.
     *
     * @param period zero if it is never read by itself
     * @param depth how many results are kept, positive
     */
    public PolledAttribute(Device device, Attribute attribute, Duration period, int depth) {
        super(device, attribute.name(), attribute.lane(), period, depth);
        this.attribute = attribute;
    }

    public Attribute attribute() {
        return attribute;
    }

    @Override
    public void begin() {
        attribute.polled(this);
    }

    @Override
    public void end() {
        super.end();
        attribute.polled(null);
    }

    @Override
    @Nullable
    Object read() {
        return ReadTask.read(device(), attribute);
    }

    @Override
    Object result(@Nullable Object given) {
        return AttributeAnswer.of(attribute, given, device().lane().loop().now())
                .detached();
    }

    @Override
    Object failed(List<DevError> errors, Instant now) {
        return AttributeAnswer.failed(name(), errors, now);
    }

    /** What was read last, for events; only if there is a result without errors. */
    public PushedReading lastReading() {
        return PushedReading.ofPolled(answer(last()));
    }

    /**
     * What a client gets that asks for what was polled: it may be an error that was polled.
     *
     * @throws org.reactivetango.core.error.DevFailedException if there is none yet, or if it is too old
     */
    AttributeAnswer cached(String asked) {
        return answer(fresh("attribute", asked, ORIGIN));
    }

    /** The newest results, oldest first. */
    List<AttributeAnswer> history(int most, String asked, String origin) {
        return history(most, "attribute", asked, origin).stream()
                .map(PolledAttribute::answer)
                .toList();
    }

    private static AttributeAnswer answer(Result result) {
        return (AttributeAnswer) Objects.requireNonNull(result.value());
    }
}
