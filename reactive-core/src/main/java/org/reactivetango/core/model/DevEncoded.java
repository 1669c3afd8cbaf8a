package org.reactivetango.core.model;

import java.util.Arrays;

/**
 * Octets with the name of their format. The array is not copied: whoever hands it over must not change it afterwards.
 *
 * @param format what the octets are, for example {@code JPEG_RGB} or a name both sides agree on
 * @param data the octets
 */
public record DevEncoded(String format, byte[] data) {
    @Override
    public boolean equals(Object other) {
        return other instanceof DevEncoded that && format.equals(that.format) && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * format.hashCode() + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "DevEncoded[format=" + format + ", " + data.length + " bytes]";
    }
}
