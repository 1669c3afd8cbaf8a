package org.reactivetango.core.model;

import java.lang.reflect.Array;

/** Values as people read them. */
public final class Values {
    /** Elements shown before a text goes on with "...". */
    private static final int SHOWN = 20;

    private Values() {}

    /** A scalar, an array or an image as text: {@code 1.5}, {@code [1, 2, 3]}, {@code 2 x 2 [1, 2, 3, 4]}. */
    public static String text(Object value) {
        if (value instanceof Image<?> image) {
            return image.width() + " x " + image.height() + " " + text(image.data());
        }
        if (!value.getClass().isArray()) {
            return value.toString();
        }
        int length = Array.getLength(value);
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < length && i < SHOWN; i++) {
            text.append(i == 0 ? "" : ", ").append(Array.get(value, i));
        }
        return text.append(length > SHOWN ? ", ... " + length + " in all]" : "]")
                .toString();
    }
}
