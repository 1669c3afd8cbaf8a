package org.reactivetango.core.model;

import java.lang.reflect.Array;
import java.util.Objects;

/**
 * A two-dimensional value: flat data, row by row, x fastest. The array is not copied: whoever hands it over must not
 * change it afterwards.
 *
 * @param <A> the array type, for example {@code double[]}
 * @param data {@code width * height} elements
 * @param width elements in a row, Tango's {@code dim_x}
 * @param height rows, Tango's {@code dim_y}
 */
public record Image<A>(A data, int width, int height) {
    public Image {
        if (!data.getClass().isArray()) {
            throw new IllegalArgumentException(
                    "image data must be an array, not " + data.getClass().getName());
        }
        if (width < 0 || height < 0 || (long) width * height != Array.getLength(data)) {
            throw new IllegalArgumentException(
                    "an image of " + width + " x " + height + " cannot have " + Array.getLength(data) + " elements");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Image<?> that
                && width == that.width
                && height == that.height
                && Objects.deepEquals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * width + height;
    }

    @Override
    public String toString() {
        return "Image[" + width + " x " + height + " of "
                + data.getClass().getComponentType().getSimpleName() + "]";
    }
}
