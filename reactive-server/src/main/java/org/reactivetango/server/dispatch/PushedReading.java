package org.reactivetango.server.dispatch;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.reflect.Array;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.event.EventStructure;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.Reading;

/** What a device says of an attribute without having been asked: made, and written for events,
 * on the thread that says it, which alone may use it. */
public final class PushedReading {
    /** Room for all of a structure but its elements. */
    private static final int STRUCTURE_BYTES = 256;

    /** Of the structures. */
    private static final int OLDEST = 3;

    private static final int NEWEST = 5;

    private final AttributeAnswer answer;
    private final int elements;
    /** The structures of version 3 and up, once they have been asked for. */
    private final byte[] @Nullable [] encoded = new byte[NEWEST - OLDEST + 1] @Nullable [];

    private PushedReading(AttributeAnswer answer, int elements) {
        this.answer = answer;
        this.elements = elements;
    }

    /**
     * A value of the attribute's Java type, or a {@link Reading} of one.
     *
     * @throws DevFailedException if it is of another type, or too large
     */
    public static PushedReading of(Attribute attribute, Object given, Instant now) {
        return new PushedReading(AttributeAnswer.ofPushed(attribute, given, now), elements(given));
    }

    /** What was polled. */
    static PushedReading ofPolled(AttributeAnswer answer) {
        return new PushedReading(answer, elements(answer.value()) + elements(answer.setValue()));
    }

    private static int elements(@Nullable Object given) {
        if (given instanceof Reading<?> reading) {
            return reading.hasValue() ? elements(reading.value()) : 0;
        }
        if (given instanceof Image<?> image) {
            return elements(image.data());
        }
        return given != null && given.getClass().isArray() ? Array.getLength(given) : 1;
    }

    /** With arrays of its own. */
    public Reading<?> reading() {
        return answer.reading();
    }

    /**
     * The part of an event that holds it, in little endian. It is encoded once for each version, whatever the events are, and
     * must not be changed.
     *
     * @param version of the structure: 3, 4, or more for {@code AttributeValue_5}
     */
    public byte[] encode(EventType type, int version) {
        int index = Math.min(version, NEWEST) - OLDEST;
        byte[] part = encoded[index];
        if (part == null) {
            part = encoded(type, version);
            encoded[index] = part;
        }
        return part;
    }

    private byte[] encoded(EventType type, int version) {
        ByteBuf out = Unpooled.buffer(STRUCTURE_BYTES + elements * Double.BYTES);
        try {
            CdrWriter writer = new CdrWriter();
            EventStructure.of(type, version).begin(writer, out, true);
            answer.encodeEvent(version, writer);
            return Arrays.copyOf(out.array(), out.readableBytes());
        } finally {
            out.release();
        }
    }
}
