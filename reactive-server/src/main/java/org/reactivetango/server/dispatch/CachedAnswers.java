package org.reactivetango.server.dispatch;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.model.DevSource;

/** Answers to a read from what was polled. No lane is needed for them. */
final class CachedAnswers {
    private CachedAnswers() {}

    /**
     * The answers for {@code names}, in their order; with {@link DevSource#CACHE_DEV} null for those that the device is to be
     * asked for, because they are not polled, not yet, or not any more.
     */
    static @Nullable AttributeAnswer[] of(Device device, List<String> names, DevSource source) {
        Instant now = device.lane().loop().now();
        @Nullable AttributeAnswer[] answers = new @Nullable AttributeAnswer[names.size()];
        for (int i = 0; i < answers.length; i++) {
            String name = names.get(i);
            Attribute attribute = device.attribute(name);
            PolledAttribute polled = attribute == null ? null : attribute.polled();
            if (polled != null) {
                answers[i] = cached(polled, name, source, now);
            } else if (attribute != null && source == DevSource.CACHE) {
                answers[i] = AttributeAnswer.failed(attribute.name(), notPolled(attribute), now);
            }
        }
        return answers;
    }

    private static @Nullable AttributeAnswer cached(
            PolledAttribute polled, String asked, DevSource source, Instant now) {
        try {
            return polled.cached(asked);
        } catch (DevFailedException none) {
            return source == DevSource.CACHE ? AttributeAnswer.failed(polled.name(), none.errors(), now) : null;
        }
    }

    private static List<DevError> notPolled(Attribute attribute) {
        return List.of(DevError.of(
                Reasons.ATTR_NOT_POLLED,
                "Attribute " + attribute.name() + " not polled",
                "Device_3Impl::read_attributes_from_cache"));
    }
}
