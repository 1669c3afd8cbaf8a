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

/** What a device says of an attribute without having been asked: made, and written for events, on the thread that says it. */
public final class PushedReading {
    /** Room for all of a structure but its elements. */
    private static final int STRUCTURE_BYTES = 256;

    private final AttributeAnswer answer;
    private final int elements;

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
     * The part of an event that holds it.
     *
     * @param version of the structure: 3, 4, or more for {@code AttributeValue_5}
     */
    public byte[] encode(EventType type, int version, boolean littleEndian) {
        ByteBuf out = Unpooled.buffer(STRUCTURE_BYTES + elements * Double.BYTES);
        try {
            CdrWriter writer = new CdrWriter();
            EventStructure.of(type, version).begin(writer, out, littleEndian);
            answer.encodeEvent(version, writer);
            return Arrays.copyOf(out.array(), out.readableBytes());
        } finally {
            out.release();
        }
    }
}
