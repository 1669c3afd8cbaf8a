package org.reactivetango.testkit.peers;

import java.time.Instant;
import java.util.List;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.TangoType;

/**
 * An attribute as a peer read it.
 *
 * @param name its name
 * @param type the type of its elements; PyTango says {@link TangoType#UNKNOWN} when there are none
 * @param format its shape
 * @param quality how good it is
 * @param dimX the width of what was read
 * @param dimY the height of what was read, 0 unless it is an image
 * @param values what was read, row by row, as {@link PeerData} writes it
 * @param writtenDimX the width of what was written last, 0 for a read-only attribute
 * @param writtenDimY the height of what was written last
 * @param written what was written last; PyTango leaves it out where it is not a whole image
 * @param time when it was read, to the microsecond
 * @param errors why there is no value; then everything but the name is meaningless
 */
public record PeerValue(
        String name,
        TangoType type,
        DataFormat format,
        Quality quality,
        int dimX,
        int dimY,
        List<String> values,
        int writtenDimX,
        int writtenDimY,
        List<String> written,
        Instant time,
        List<DevError> errors) {
    public PeerValue {
        values = List.copyOf(values);
        written = List.copyOf(written);
        errors = List.copyOf(errors);
    }

    /** An attribute that could not be read. */
    static PeerValue failed(String name, List<DevError> errors) {
        return new PeerValue(
                name,
                TangoType.UNKNOWN,
                DataFormat.UNKNOWN,
                Quality.INVALID,
                0,
                0,
                List.of(),
                0,
                0,
                List.of(),
                Instant.EPOCH,
                errors);
    }

    /** The value of a scalar, or all values with commas between them. */
    public String text() {
        return String.join(",", values);
    }

    /** The values as numbers. */
    public double[] doubles() {
        return values.stream().mapToDouble(Double::parseDouble).toArray();
    }

    /** The values as integers; unsigned 64-bit ones as their bits. */
    public long[] longs() {
        return values.stream()
                .mapToLong(value -> value.startsWith("-") ? Long.parseLong(value) : Long.parseUnsignedLong(value))
                .toArray();
    }
}
